// npm run faults [-- --rounds 50 --teachers 50]
import { parseArgs } from 'node:util';
import { killRounds } from './kill-rounds.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '50' }, teachers: { type: 'string', default: '50' } } });
const outcome = await killRounds({ rounds: Number(values.rounds), teachers: Number(values.teachers), say: console.log });
console.log(`${outcome.rounds} kills, ${outcome.acknowledged} registers acknowledged, ${outcome.retried} tries again, ${outcome.faults.length} lost or doubled`);
console.log(`imports beside: ${outcome.imports.done} done, ${outcome.imports.interrupted} interrupted and begun again`);
for (const fault of outcome.faults.slice(0, 20)) console.log(fault);
process.exit(outcome.faults.length > 0 ? 1 : 0);
