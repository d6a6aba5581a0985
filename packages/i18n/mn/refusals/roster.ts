export const roster = {
  'school-not-found': 'Ийм сургууль олдсонгүй.',
};
