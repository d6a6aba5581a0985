import { z } from 'zod';

const own = { audience: 'sensitive' } as const;
const text = z.string().meta(own);
const textOrNone = z.string().nullable().meta(own);
/** As the database writes moments and days. */
const time = text;
const timeOrNone = textOrNone;
const rights = z.array(z.string()).meta(own);
/** What the record keeps of an act: codes, numbers and ids. */
const body = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta(own);

/** Everything that is kept about somebody, and everything they entered, for that person alone. It holds ids of others, never their names or phones. */
export const OwnData = z.object({
  madeAt: time,
  person: z
    .object({
      ...{ givenName: text, patronymic: text, clanName: textOrNone, birthDate: timeOrNone, sex: textOrNone },
      ...{ email: textOrNone, language: text, namesFrom: text, knownSince: time },
    })
    .nullable()
    .meta(own),
  phones: z.array(z.object({ number: text, standing: text, reportedBy: text, reportedAt: time, provedAt: timeOrNone, lastUsedAt: timeOrNone, endedAt: timeOrNone })).meta(own),
  rightsOverChildren: z
    .array(z.object({ school: text, child: text, rights, relation: text, from: text, standing: text, fromDay: time, untilDay: timeOrNone, enteredAt: time }))
    .meta(own),
  rightsGivenToOthers: z.array(z.object({ school: text, child: text, to: text, rights, fromDay: time, untilDay: timeOrNone, givenAt: time })).meta(own),
  /** Children of whom one is in charge, and for a pupil one's own: the soum or district, then its aimag, in Mongolian; null when the school was not told. */
  homesOfChildren: z.array(z.object({ school: text, child: text, inDormitory: z.boolean().meta(own), homeArea: textOrNone })).meta(own),
  postings: z.array(z.object({ role: text, school: textOrNone, area: textOrNone, fromDay: time, untilDay: timeOrNone })).meta(own),
  sessions: z.array(z.object({ device: text, beganAt: time, lastSeenAt: time, endedAt: timeOrNone })).meta(own),
  whatYouDid: z.array(z.object({ at: time, name: text, channel: text, subject: text, body })).meta(own),
  signInsAndSecurity: z.array(z.object({ at: time, name: text })).meta(own),
});
export type OwnData = z.infer<typeof OwnData>;
