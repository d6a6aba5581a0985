import type { me as Mongolian } from '../mn/me.ts';

export const me = {
  title: 'My page',
  signedInAs: 'You are here as',
  language: 'Language of pages and messages',
  sessions: 'Where you are signed in',
  sessionsLead: 'If you do not know one of these, end it at once.',
  unknownDevice: 'A device we do not know',
  thisOne: 'This device',
  since: 'Since',
  seen: 'Last used',
  shared: 'Shared device',
  end: 'End',
  endOthers: 'End all others',
  ended: 'Ended',
  onlyThis: 'You are signed in here only.',
  childElsewhere: 'If a child of yours is at another school, sign out and sign in with your phone number to see it.',
  reported: 'The school has not confirmed your phone yet, so no right but attendance, timetable and messages is open. Tell the class teacher.',
  rights: 'Who may see my child',
  readers: 'Who looked at my child’s record',
  data: 'My data',
  slips: 'Staff sign-in',
  yourData: {
    whyNot: {
      'phone-not-proved': {
        title: 'Your phone is not confirmed yet',
        body: 'Once the class teacher has confirmed your phone you can take your data along, have it erased, and leave. Should your number have been somebody else’s before, this protects theirs.',
      },
      'phone-not-everywhere': {
        title: 'A school of your child does not know this phone',
        body: 'Sign in with the number that school knows, or ask the class teacher there for a letter and connect it here. Then you can take your data along, have it erased, and leave. Should a school have taken somebody else for you, this protects theirs.',
      },
    },
    claimsTitle: 'What waits for an answer',
    claimsLead:
      'The class teacher has not answered yet that you asked to be connected by a letter. If you take it back, the child is closed to you at once. To be connected again you need another letter.',
    withdraw: 'Take back my request',
    withdrawn: 'Your request is taken back. The child’s record is closed to you.',
    takeTitle: 'Download your data',
    takeLead:
      'What we keep about you and everything you did, in one file. If a school has you down twice, only what stands under the record you came in by is in it. Your register number is kept in a form that nobody can read, so it is not in it. It is JSON, which programs can read.',
    take: 'Download the file',
    eraseTitle: 'Have your data erased',
    eraseLead: 'Fourteen days after you ask, your phone, your sign-ins, your choice of language and the name you typed are erased. Until then you can take it back.',
    erase: 'Ask for erasure',
    eraseDue: 'Erased on',
    erasing: 'You have asked for erasure',
    takeBack: 'Take it back',
    kept: 'Your request for erasure is taken back. Your data stays.',
    leaveTitle: 'Close your account',
    leaveLead:
      'Messages stop at once and you are signed out everywhere. What you gave to others ends too. To come back, ask the class teacher for a letter. If a school knows you by another number too, sign in with that one to close it.',
    keeps: 'By law the school keeps the child’s record, attendance and the guardian’s name that stands in it. Notes of who looked and changed stay without your name.',
    confirm: 'Yes, close my account',
    alsoErase: 'Erase my data too',
    leave: 'Close my account',
    staffOnly:
      'Your account goes with your work or your school, so it is not closed here. To have it closed, tell whoever posted or enrolled you: the school, the education department or the ministry.',
    left: 'Your account is closed. No more messages will come.',
    leftErasing: 'Your data is erased in fourteen days.',
  },
} satisfies typeof Mongolian;
