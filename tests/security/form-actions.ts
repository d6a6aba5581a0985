import { readdirSync, readFileSync } from 'node:fs';

const ROUTES = 'apps/portal/src/routes';

/** Files of this name, as the address of the page they stand for. */
export const filesBelow = (name: string) => readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(name));
export const routeOf = (file: string) => `/${file.replace(/\/?\+[\w.]+$/, '')}`;

/** Every form that a page takes: its route and the action's name, `default` where it has none. */
export const formActions = () =>
  filesBelow('+page.server.ts').flatMap((file) => {
    const source = readFileSync(`${ROUTES}/${file}`, 'utf8');
    const actions = /export const actions[^]*?\n};/.exec(source)?.[0] ?? '';
    const found = [...actions.matchAll(/^ {2}(?:async )?(\w+)(?:: |\(|,$)/gm)].map(([, action]) => ({ route: routeOf(file), action: action! }));
    if (found.length === 0 && /\bactions\b/.test(source)) throw new Error(`${file} has forms that are not found here`);
    return found;
  });

/** Routes that take a form and answer with a file. */
export const filesAsked = () =>
  filesBelow('+server.ts')
    .filter((file) => /export const POST\b/.test(readFileSync(`${ROUTES}/${file}`, 'utf8')))
    .map(routeOf);
