import type { Text } from '@khamtdaa/i18n';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { Place } from '@khamtdaa/ui/places';

type Door = Omit<Place, 'current'>;

/** Where somebody of a school finds the classes: one's own lessons, or the school that one leads. */
export const classesDoor = (actor: Actor, words: Text['common']['places']) =>
  actor.postings.some(({ role }) => role === 'teacher') ? { href: '/teach', label: words.teach } : { href: '/school', label: words.school };

/** The rooms that this person has, at most five: what they come for each day stands first. */
export function placesOf(actor: Actor, words: Text['common']['places']): Door[] {
  const holds = (...roles: readonly Actor['postings'][number]['role'][]) => actor.postings.some((posting) => roles.includes(posting.role));
  const doors: (Door | false)[] = [
    (actor.children.length > 0 || actor.waiting.length > 0) && { href: '/home', name: words.home, icon: 'home' },
    holds('teacher') && { href: '/teach', name: words.teach, icon: 'lesson' },
    holds('director', 'training_manager') && { href: '/school', name: words.school, icon: 'school' },
    holds('director', 'training_manager', 'area_officer') && { href: '/exchange', name: words.exchange, icon: 'exchange' },
    holds('area_officer') && { href: '/area', name: words.area, icon: 'area' },
    holds('ministry_analyst') && { href: '/nation', name: words.nation, icon: 'figures' },
    holds('area_officer', 'ministry_analyst', 'operator') && { href: '/postings', name: words.postings, icon: 'class' },
    { href: '/schools', name: words.schools, icon: 'search' },
    { href: '/me', name: words.me, icon: 'me' },
  ];
  const mine = doors.filter((door) => door !== false);
  return mine.length > 5 ? [...mine.slice(0, 4), ...mine.slice(-1)] : mine;
}
