export const roster = {
  'pupils-from-grade-six': 'Сурагч 6-р ангиас өөрөө нэвтэрнэ',
  'school-not-found': 'Ийм сургууль олдсонгүй.',
  'may-not-class-people': 'Энэ ангийн асран хамгаалагчдыг анги удирдсан багш, сургалтын менежер, захирал харна',
  'pupil-not-found': 'Энэ ангид ийм сурагч алга',
  'no-letter-needed': 'Захидал хэрэгтэй сурагч алга',
};
