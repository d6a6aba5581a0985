import type { roster as Mongolian } from '../../mn/refusals/roster.ts';

export const roster = {
  'pupils-from-grade-six': 'Оқушы 6-сыныптан бастап өзі кіреді.',
  'school-not-found': 'Мұндай мектеп табылмады.',
  'may-not-class-people': 'Бұл сыныптың қамқоршыларын сынып жетекшісі, оқу ісінің меңгерушісі, директор көреді.',
  'pupil-not-found': 'Бұл сыныпта мұндай оқушы жоқ.',
  'birth-date-unknown': 'Оқушының туған күні тізімде жоқ, сондықтан хаттың коды жарамайды. Оны БСМС жүйесіне енгізген соң хатты басып шығарыңыз.',
  'no-letter-needed': 'Хат керек оқушы жоқ.',
} satisfies typeof Mongolian;
