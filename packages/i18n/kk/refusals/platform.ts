import type { platform as Mongolian } from '../../mn/refusals/platform.ts';

export const platform = {
  'not-found': 'Бұл бет табылмады немесе сізге ашық емес.',
  'invalid-input': 'Толтырғаныңызды тексеріңіз. Белгіленген жерде қате бар.',
  'invalid-request': 'Сұраныс түсініксіз болды. Бетті қайта ашып көріңіз.',
  internal: 'Біздің тараптан қате шықты. Қайталап көріңіз.',
  'too-much-sent': 'Жіберілген мәлімет тым көп, қабылданбады. Артқа қайтып, қысқартып жазыңыз.',
  'wrong-host': 'Бұл мекенжайда қызмет жоқ.',
  'key-used-for-another-request': 'Бұл сұраныс бұрынғыдан өзгеше. Бетті қайта жүктеңіз.',
  required: 'Міндетті түрде толтырыңыз.',
  'invalid-type': 'Міндетті түрде толтырыңыз.',
  'too-small': 'Тым қысқа немесе аз.',
  'too-big': 'Тым ұзын немесе көп.',
  'invalid-format': 'Жазылу түрі дұрыс емес.',
  'invalid-value': 'Тізімнен таңдаңыз.',
} satisfies typeof Mongolian;
