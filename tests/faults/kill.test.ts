import { expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';

// three rounds, one of each kind, with every test run; npm run faults does fifty with fifty teachers
test('what was acknowledged survives kill -9 of the server, of the database and of both, once each', async () => {
  const { faults, acknowledged, imports } = await killRounds({ rounds: 3, teachers: 8 });
  expect(faults).toEqual([]);
  expect(acknowledged).toBeGreaterThanOrEqual(24); // a kill waits for eight more each time
  expect(imports.done).toBeGreaterThan(0);
  expect(imports.looks).toBeGreaterThanOrEqual(4); // the four schools, after the last import at the latest
});
