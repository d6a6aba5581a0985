import type { App } from '@khamtdaa/platform/app';
import type { StartProblem } from '@khamtdaa/platform/errors';

const began = performance.now();
const line = (text: string) => {
  process.stdout.write(`[${((performance.now() - began) / 1000).toFixed(1)} s] ${text}\n`);
};

export const sayStep = (name: string, count?: number) => {
  line(count === undefined ? name : `${name} ${count}`);
};
export const sayReady = (app: App, address: string) => {
  line(`${app.isDemonstration ? 'demonstration ' : ''}${address.replace('127.0.0.1', 'localhost')}`);
};
export const sayProblem = (problem: StartProblem) => {
  process.stderr.write(`${problem.code} ${JSON.stringify(problem.facts)}\n`);
};
