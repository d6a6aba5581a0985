/** The source that the made-up bundles come from. */
export const DEMO_SOURCE = 'esis-demo';
