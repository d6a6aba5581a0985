export { hasRight, hiddenUnlessStaff, inPosting, postingAs, postingAt, rightsOver, type Actor, type Child, type Posting, type PostingRole } from './actor.ts';
export { answerGuardianClaim } from './answer-claim.ts';
export { describeActor } from './describe-actor.ts';
export { findActor } from './find-actor.ts';
export { rightsFrom, RIGHTS_FROM_REGISTER, UNCONFIRMED_RIGHTS, type GuardianshipRow } from './guardianship-rules.ts';
export { issueLetterCodes } from './letter-codes.ts';
export { proveGuardianPhone } from './prove-phone.ts';
export { openMatch, settleMatch } from './settle-match.ts';
export { startSession } from './start-session.ts';
