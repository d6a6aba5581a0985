export {
  childOfActor,
  forbidToStaff,
  hasRight,
  hiddenUnlessStaff,
  inPosting,
  isSelf,
  postingAs,
  postingAt,
  type Actor,
  type Child,
  type Posting,
  type PostingRole,
} from './actor.ts';
export { waysInOf } from './activation-queries.ts';
export { answerBirthDate } from './answer-birth-date.ts';
export { answerGuardianClaim } from './answer-claim.ts';
export { askForErasure, takeBackErasure, viewErasure } from './ask-erasure.ts';
export { askPhoneCode } from './ask-phone-code.ts';
export { changeLastDay } from './change-last-day.ts';
export { changeLanguage } from './change-language.ts';
export { checkLetter } from './check-letter.ts';
export { choosePassword } from './choose-password.ts';
export { claimLetter, claimWhenSignedIn } from './claim-letter.ts';
export { confirmSlip } from './confirm-slip.ts';
export { delegateRights } from './delegate-rights.ts';
export { delegateToNew } from './delegate-to-new.ts';
export { deletePersonData } from './delete-person-data.ts';
export { describeActor } from './describe-actor.ts';
export { endPosting } from './end-posting.ts';
export { endRestriction } from './end-restriction.ts';
export { endOtherSessions, endOwnSession, signOut } from './end-session.ts';
export { enterPhoneCode } from './enter-phone-code.ts';
export { enterRestriction } from './enter-restriction.ts';
export { enterSecondFactor } from './enter-second-factor.ts';
export { fallBack } from './fall-back-queries.ts';
export { fallBackPhones } from './fall-back-phones.ts';
export { findDirectors } from './find-directors.ts';
export { findActor } from './find-actor.ts';
export { givePosting } from './give-posting.ts';
export { giveRight } from './give-right.ts';
export { byRelation } from './guardian-order.ts';
export { rightsThatStand } from './guardianship-rules.ts';
export { invite } from './invite.ts';
export { issueSlip, issueSlips, withConfirmers } from './issue-slips.ts';
export { leave } from './leave.ts';
export { issueLetterCodes } from './letter-codes.ts';
export { isErasureDue, listDueErasures } from './list-due-erasures.ts';
export { networkOf } from './slowing-rules.ts';
export { listSessions } from './list-sessions.ts';
export { listSlipsToConfirm } from './list-slips-to-confirm.ts';
export { openChild } from './open-child.ts';
export { isShutOut } from './phone-rules.ts';
export { endGuardianPhone } from './end-phone.ts';
export { proveGuardianPhone } from './prove-phone.ts';
export { sendLinks } from './send-links.ts';
export { sendMessage, sendSms } from './send-sms.job.ts';
export { beginSecondFactor, confirmSecondFactor } from './set-second-factor.ts';
export { openMatch, settleMatch } from './settle-match.ts';
export { signInDemoPerson, type DemoKind } from './sign-in-demo-person.ts';
export { signInStaff } from './sign-in-staff.ts';
export { carryCourtsWord } from './carry-restrictions.job.ts';
export { carryRestrictions } from './carry-restrictions.ts';
export { changeRegisterGuardianships, takeTurn } from './register-guardianship-queries.ts';
export { startSession } from './start-session.ts';
export { takeBack } from './take-back.ts';
export { takeDataAlong } from './take-data-along.ts';
export { viewActivation } from './view-activation.ts';
export { viewDemoPhone } from './view-demo-phone.ts';
export { viewOffices } from './view-offices.ts';
export { viewRights } from './view-rights.ts';
export { viewStaffAccess } from './view-staff-access.ts';
export { isClaimedThere, ofGiver, opensBy } from './rights-queries.ts';
export { withdrawClaim } from './withdraw-claim.ts';
export { comingIn, type Visitor } from './visitor.ts';
