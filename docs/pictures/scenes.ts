import type { Page } from 'playwright-core';
import type { DemoPerson } from '../../database/demo/people.ts';

export interface Variant {
  readonly width: 360 | 1280;
  readonly language: 'mn' | 'kk' | 'en';
  readonly scheme: 'light' | 'dark';
}

export interface Scene {
  readonly name: string;
  /** Nobody is signed in where this is left out. */
  readonly as?: DemoPerson;
  /** Of who came by a step, instead. */
  readonly cookies?: string;
  /** A page that tells of something that is not there. */
  readonly isFault?: boolean;
  /** Goes to the page, once for all its pictures; an address is enough where nothing has to be done before. */
  readonly open: string | ((page: Page, address: string) => Promise<void>);
  /** Done again before each picture: what a page forgets when it is loaded anew. */
  readonly before?: (page: Page) => Promise<void>;
  /** At most this high: where the manual needs only the beginning of a long page. */
  readonly height?: number;
  /** Those that the manuals and the README show, and that are kept in this folder. */
  readonly kept?: readonly Variant[];
}

const phone = { width: 360, scheme: 'light' } as const;
const wide = { width: 1280, scheme: 'light' } as const;
const inBoth = (variant: Omit<Variant, 'language'>): Variant[] => [
  { ...variant, language: 'mn' },
  { ...variant, language: 'en' },
];
const onPhone = inBoth(phone);
const onWide = inBoth(wide);
const dark: Variant = { width: 360, scheme: 'dark', language: 'mn' };

const through =
  (path: string, ...links: string[]) =>
  async (page: Page, address: string) => {
    await page.goto(address + path);
    for (const link of links) await page.locator(`main ${link}`).first().click();
  };
/** A form that stands folded: opened again before each picture. */
const unfolded = (name: string) => async (page: Page) => {
  await page.locator(`main details:has([name=${name}]) > summary`).click();
};
const ownClass = async (page: Page, address: string) => {
  await page.goto(`${address}/teach`);
  const register = await page.locator('main a[href*="/register"]').first().getAttribute('href');
  if (register === null) throw new Error('no lesson today leads to a class');
  await page.goto(address + register.replace(/\/register.*/, ''));
};
/** Two are absent, one is late; a tap counts once the page's script has come. */
const tapSome = async (page: Page) => {
  await page.waitForLoadState('networkidle');
  for (const row of [2, 5, 5, 6]) await page.locator('main form li label').nth(row).click();
  await page.evaluate('scrollTo(0, 0)');
};

/** All pages that can be seen without changing anything. Codes and QR pictures are new at each run, so they are not among them. */
export const scenes: readonly Scene[] = [
  { name: 'front', open: '/', kept: [...onPhone, dark, ...onWide] },
  { name: 'schools', open: '/schools' },
  { name: 'school-public', open: '/schools/demo-297', kept: onPhone },
  { name: 'about-data', open: '/about/data' },
  { name: 'about-terms', open: '/about/terms' },
  { name: 'about-accessibility', open: '/about/accessibility' },
  { name: 'not-found', isFault: true, open: '/schools/no-such-school' },
  { name: 'demo', open: '/demo', kept: onPhone },
  { name: 'demo-phone', open: '/demo/phone' },
  { name: 'sign-in', open: '/sign-in', kept: onPhone },
  { name: 'sign-in-staff', open: '/sign-in/staff', kept: onPhone },
  { name: 'letter', open: '/letter', kept: onPhone },
  { name: 'activate', open: '/activate', kept: onPhone },
  { name: 'home', as: 'guardian-two-schools', open: '/home', kept: [...onPhone, dark], height: 1300 },
  { name: 'home-herder', as: 'guardian-herder', open: '/home' },
  { name: 'home-divorced', as: 'guardian-divorced', open: '/home' },
  { name: 'home-caretaker', as: 'caretaker', open: '/home' },
  { name: 'home-pupil', as: 'pupil', open: '/home' },
  { name: 'child', as: 'guardian-two-schools', open: through('/home', 'a[href^="/children/"]'), kept: onPhone, height: 1500 },
  { name: 'child-rights', as: 'guardian-herder', open: through('/me/rights', 'a[href*="/rights"]'), kept: onPhone, height: 1700 },
  { name: 'child-readers', as: 'guardian-two-schools', open: through('/me/readers', 'a[href*="/readers"]'), kept: onPhone, height: 1000 },
  { name: 'me', as: 'guardian-two-schools', open: '/me', kept: onPhone },
  { name: 'sessions', as: 'guardian-two-schools', open: '/me/sessions' },
  { name: 'teach', as: 'teacher', open: '/teach', kept: onPhone },
  { name: 'register', as: 'teacher', open: through('/teach', 'a[href*="period=3"]'), before: tapSome, kept: [...onPhone, dark], height: 1000 },
  { name: 'class', as: 'class-teacher', open: ownClass, kept: onPhone, height: 1400 },
  { name: 'school', as: 'director', open: '/school', kept: onWide, height: 1500 },
  { name: 'slips', as: 'director', open: '/school/slips', kept: onWide, height: 900 },
  { name: 'people', as: 'director', open: '/school/people', before: unfolded('givenName'), kept: onWide, height: 1100 },
  { name: 'slips-to-confirm', as: 'teacher', open: '/slips' },
  { name: 'exchange', as: 'training-manager', open: '/exchange', kept: onWide },
  { name: 'me-data', as: 'guardian-two-schools', open: '/me/data' },
  { name: 'exchange-officer', as: 'area-officer', open: '/exchange' },
  { name: 'area', as: 'area-officer', open: '/area' },
  { name: 'postings', as: 'area-officer', open: '/postings', kept: onWide, height: 1100 },
  { name: 'postings-nation', as: 'ministry-analyst', open: '/postings', before: unfolded('givenName') },
  { name: 'postings-school', as: 'area-officer', open: through('/postings', 'a[href^="/postings/schools/"]') },
  { name: 'nation', as: 'ministry-analyst', open: '/nation' },
];
