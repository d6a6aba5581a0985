import type { about as Mongolian } from '../mn/about.ts';

export const about = {
  links: { label: 'About the system', data: 'Who sees which data', terms: 'Terms of service', accessibility: 'Accessibility' },
  data: {
    title: 'Who sees which data, and why',
    lead: 'Only people with a duty towards a child see its data, and only as much as the duty needs. What is not granted is closed.',
    table: {
      caption: 'Who sees what',
      columns: { role: 'Who', name: 'Name, class', attendance: 'Attendance, timetable', guardians: 'Guardians’ names and phones', why: 'Why' },
      rows: {
        guardian: {
          role: 'Parent or guardian',
          name: 'Own child',
          attendance: 'Own child',
          guardians: 'Their names. One’s own phone only',
          why: 'Takes care of the child',
        },
        delegate: {
          role: 'Somebody you gave rights to for a time',
          name: 'That child',
          attendance: 'If you allowed it',
          guardians: 'No',
          why: 'The child lives with them. You can take it back at any time',
        },
        pupil: { role: 'Pupil, from grade 6', name: 'One’s own only', attendance: 'One’s own only', guardians: 'No', why: 'It is their own data' },
        teacher: { role: 'Teacher', name: 'Classes taught', attendance: 'Classes taught', guardians: 'No', why: 'Takes the roll of the lesson' },
        classTeacher: {
          role: 'Class teacher',
          name: 'The class',
          attendance: 'The class',
          guardians: 'The class',
          why: 'Keeps in touch with families and confirms guardians',
        },
        management: {
          role: 'Director, training manager',
          name: 'Their school',
          attendance: 'Their school',
          guardians: 'Their school',
          why: 'Answers for the work of the school',
        },
        officer: { role: 'Area education officer', name: 'No', attendance: 'Counts without names', guardians: 'No', why: 'Compares the work of schools' },
        ministry: { role: 'Ministry', name: 'No', attendance: 'Counts without names, of 10 people or more', guardians: 'No', why: 'Plans policy' },
        operator: { role: 'System operator', name: 'No', attendance: 'No', guardians: 'No', why: 'Sees only whether the system works' },
        everyone: { role: 'The public', name: 'No', attendance: 'No', guardians: 'No', why: 'Sees what is public about schools' },
      },
    },
    sections: [
      {
        title: 'You know who looked',
        body: [
          'Each time somebody of a school or an office opens a child’s data, it is written down who it was, in which official duty, and when. Sign in and open “Who looked at my child’s record”.',
          'A person restricted by a court does not see the child’s data. That restriction stands above every other right.',
        ],
      },
      {
        title: 'The date of birth',
        body: ['It comes from the EMS and stands on no page. It is asked only to make sure that who signs in knows the child.'],
      },
      {
        title: 'Dormitory and home',
        body: [
          'Whether a child lives in the dormitory, and from which soum or district it comes, is told by the EMS, so that the class teacher knows the child.',
          'The child, parents and guardians whose phone is confirmed, the class teacher, the training manager and the director see it. Not a teacher who only teaches a lesson, nor somebody you gave rights to for a time, nor anybody from whom a court took any right.',
        ],
      },
      { title: 'The e-mail address', body: ['It comes from the EMS, stands on no page, and nothing is sent to it. It is in the file when you download your own data.'] },
      { title: 'The register number', body: ['It is kept only so that nobody is registered twice. It is encrypted, stands on no page, and nobody signs in with it.'] },
      {
        title: 'How long data are kept',
        body: [
          'The child’s record and attendance: by the school, as long as the law asks.',
          'Who looked is shown to guardians for 2 years. The record of who did what is not erased.',
          'Being signed in: guardians 90 days, staff 12 hours. A code sent to a phone: 5 minutes.',
          'The text of a message goes when it has been sent. Files a school uploads and copies of printed letters are not kept.',
        ],
      },
      {
        title: 'Downloading your data, having them erased, closing your account',
        body: [
          'Sign in and open “My data”: download everything. A parent or guardian can ask for erasure (done after 14 days) or close the account at once. Messages then stop. The child’s record stays with the school.',
          'If something is wrong, tell the class teacher: the school will correct it.',
        ],
      },
      {
        title: 'Complaining',
        body: [
          'First speak to the class teacher or the director. If that does not settle it, turn to the education department of your aimag or district.',
          'If you think your personal data were misused, turn to the National Human Rights Commission. If a child is in danger, call 108 at once.',
        ],
      },
    ],
  },
  terms: {
    title: 'Terms of service',
    lead: 'Khamtdaa is the School Management subsystem of the Education Management System. Parents, teachers, schools and the public use it free of charge.',
    since: ({ day }) => `In force since ${day}`,
    sections: [
      { title: 'Price and advertising', body: ['Users pay nothing. There is no advertising. Data are not sold, nor passed on for another purpose.'] },
      {
        title: 'Your account',
        body: [
          'Give the code sent to your phone, the code of your letter and your password to nobody. No school, teacher or operator will ever ask for them.',
          'If you lose your phone or change your number, tell the class teacher at once.',
        ],
      },
      { title: 'Other people’s children', body: ['Should you see another child’s data by mistake, please do not copy or pass them on; tell your school.'] },
      {
        title: 'Teachers and staff',
        body: ['Use data for your duty only. Each look is written down and shown to the guardian.', 'Take the roll truthfully. A correction carries its reason.'],
      },
      {
        title: 'Faults and outages',
        body: ['The system may be down for a while. What it showed as saved is not lost. If you are not sure that something was saved, save it again: nothing is doubled.'],
      },
      { title: 'Changes', body: ['If these terms change, this page says what changed, with its date.'] },
    ],
  },
  accessibility: {
    title: 'Accessibility',
    lead: 'An old phone, a weak network, poor sight, one hand: it has to work for everybody. We follow WCAG 2.2 at level AA.',
    sections: [
      {
        title: 'What is ready',
        body: [
          'Every page works with a keyboard alone, with a screen reader, on the narrowest phone, and with letters twice as large.',
          'Everything that is read or filled in works without JavaScript.',
          'Nothing is said by colour alone: a word and a shape stand with it. Pages follow the dark mode of your phone.',
        ],
      },
      { title: 'What is not ready yet', body: ['Pages cannot be read in traditional Mongolian script yet. There are no explanations in sign language.'] },
      { title: 'If something stands in your way', body: ['Tell the training manager of your school which page it was, what you wanted to do, and on which phone.'] },
    ],
  },
} satisfies typeof Mongolian;
