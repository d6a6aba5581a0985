import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '../../modules');

/** Every use case that a module lets others call: what its door exports whose first parameter is the App, or a part of it. Named module.useCase. */
export function useCases(): string[] {
  return readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .flatMap(({ name: module }) => {
      const door = readFileSync(join(modules, module, 'index.ts'), 'utf8');
      return [...door.matchAll(/export \{([^}]*)\} from '\.\/([\w.-]+)'/g)].flatMap(([, names = '', file = '']) => {
        const source = readFileSync(join(modules, module, file), 'utf8');
        return names
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '' && !part.startsWith('type '))
          .filter((part) =>
            new RegExp(
              `export (?:async function ${part}(?:<[^>]*>)?\\(|function ${part}\\(|const ${part} = (?:async )?(?:<[^>]*>)?\\()\\s*(?:\\w+|\\{[^}]*\\}): (?:\\w+<)?App\\b`,
            ).test(source),
          )
          .map((part) => `${module}.${part}`);
      });
    })
    .sort();
}
