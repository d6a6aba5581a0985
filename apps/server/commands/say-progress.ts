import type { ImportProgress } from '@khamtdaa/contract/ems';
import { t } from '@khamtdaa/i18n';
import { terminalLanguage } from '@khamtdaa/platform/config';

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}
const NOW_AND_THEN = 10_000;
const ERASED = '\r\u001B[K';

/** How far an import has come: on a terminal one line that is rewritten, elsewhere a line for each step and every ten seconds. */
export function progressOn(terminal: Terminal, now: () => number = () => performance.now()) {
  const { ems, common } = t(terminalLanguage());
  let told: { step: ImportProgress['step']; at: number } | undefined;
  return {
    tell: (progress: ImportProgress): void => {
      const { step, secondsLeft } = progress;
      if (step === null) return;
      const parts = [ems.steps[step], ems.counted(progress), ...(secondsLeft === null ? [] : [common.secondsLeft({ seconds: secondsLeft })])];
      if (terminal.isTTY === true) terminal.write(`${ERASED}${parts.join(' · ')}`);
      else if (told?.step !== step || now() - told.at >= NOW_AND_THEN) {
        told = { step, at: now() };
        terminal.write(`${parts.join(' · ')}\n`);
      }
    },
    /** Before anything else is written. */
    erase: (): void => {
      if (terminal.isTTY === true) terminal.write(ERASED);
    },
  };
}
