/** A Monday in the second quarter; tests stand here unless they say otherwise. */
export const TEST_DAY = '2026-11-23';
/** 09:00 in Ulaanbaatar, 08:00 in Hovd. */
export const TEST_NOW = '2026-11-23T01:00:00Z';
/** 09:45 in Ulaanbaatar: five minutes into the third lesson, for which the demonstration's teacher has the class of 45. */
export const DEMO_NOW = '2026-11-23T01:45:00Z';
