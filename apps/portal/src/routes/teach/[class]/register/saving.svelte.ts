import type { RegisterConflict, RegisterSaved } from '@khamtdaa/contract/attendance';
import { tick } from 'svelte';
import type { RegisterRefused } from './register-refused.ts';
import { isSame, type Roll, type Row } from './roll.svelte.ts';
import type { SubmitFunction } from './$types';

type Saved = Pick<RegisterSaved, 'version' | 'savedTime' | 'savedBy'>;

/** How long an answer is waited for, ms: behind it the line counts as down, and the same is sent again under the same key. */
const PATIENCE = 15_000;

/** How the marks on a page are sent, and what came of it. */
export class Saving {
  phase: 'still' | 'saving' | 'offline' | 'failed' | 'refused' | 'signed-out' = $state('still');
  refusal = $state('');
  conflict: RegisterConflict | undefined = $state.raw();
  faults: RegisterRefused['faults'] = $state.raw([]);
  saved: Saved;
  /** The day of that, where it is another than the lesson's. */
  savedOn: string;
  /** How often since the page was opened: of a reason that was given nothing stays for the next correction. */
  times = $state(0);
  readonly #roll: Roll;
  readonly #savesOn: () => string;
  readonly #whenSaved: () => void;
  /** What was sent without an answer: it may have arrived. */
  #unanswered: (readonly Row[])[] = [];
  /** One key for one content: sent again after a broken line, it is saved once. */
  #sent = { content: '', key: '' };

  /** @param on.savesOn the day of a save made now, as for `savedOn` */
  constructor(roll: Roll, begins: { saved: Saved; savedOn: string }, on: { savesOn: () => string; whenSaved: () => void }) {
    this.#roll = roll;
    this.saved = $state.raw(begins.saved);
    this.savedOn = $state(begins.savedOn);
    this.#savesOn = on.savesOn;
    this.#whenSaved = on.whenSaved;
  }
  get isUnsafe(): boolean {
    return ['offline', 'failed', 'refused', 'signed-out'].includes(this.phase);
  }

  readonly send: SubmitFunction = ({ formData, cancel, controller, formElement }) => {
    if (this.phase === 'saving') {
      cancel();
      return;
    }
    formData.delete('key');
    formData.set('key', this.#keyFor(JSON.stringify([...formData])));
    this.phase = 'saving';
    const rows = this.#roll.now();
    const before = this.#unanswered;
    this.#unanswered = [...before, rows];
    const waiting = setTimeout(() => {
      controller.abort();
      this.phase = 'offline';
    }, PATIENCE);
    return ({ result }) => {
      clearTimeout(waiting);
      if (result.type === 'success' || result.type === 'failure') this.#unanswered = [];
      if (result.type === 'success' && result.data?.saved) {
        this.#setSaved(result.data.saved);
        this.phase = 'still';
        this.conflict = undefined;
        this.faults = [];
        this.times += 1;
        this.#whenSaved();
        this.#roll.keep(rows);
        keepFocus();
      } else if (result.type === 'failure' && result.data?.refused) {
        const { conflict: other } = result.data.refused;
        if (other && before.some((sent) => isSame(sent, other.theirs))) {
          // it was ourselves: what we saved before had arrived, and its answer was lost
          this.#setSaved(other);
          this.#roll.setSaved(other.theirs);
          this.phase = 'still';
          void tick().then(() => {
            formElement.requestSubmit();
          });
          return;
        }
        this.answerRefusal(result.data.refused);
        void tick().then(() => document.getElementById(this.conflict ? 'conflict' : (this.faults[0]?.at ?? ''))?.focus());
      } else this.phase = result.type === 'redirect' ? 'signed-out' : result.location === undefined ? 'offline' : 'failed'; // a fault of the server's own says where it was
    };
  };
  answerRefusal(refused: RegisterRefused): void {
    this.phase = 'refused';
    this.refusal = refused.says;
    this.faults = refused.faults.filter(({ pupilId }) => pupilId === undefined || this.#roll.rows.some((row) => row.pupilId === pupilId));
    this.conflict = refused.conflict;
    if (this.conflict) {
      this.#setSaved(this.conflict);
      this.#roll.setSaved(this.conflict.theirs);
    }
  }
  /** What was wrong with a row is said until the row is another. */
  mended(pupilId: string): void {
    if (!this.faults.some((fault) => fault.pupilId === pupilId)) return;
    this.faults = this.faults.filter((fault) => fault.pupilId !== pupilId);
    if (this.faults.length === 0) this.phase = 'still';
  }
  readonly reasonMended = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'reason') return;
    this.faults = this.faults.filter(({ pupilId }) => pupilId !== undefined);
    if (this.phase === 'refused' && this.faults.length === 0 && !this.conflict) this.phase = 'still';
  };
  readonly takeTheirs = (): void => {
    if (this.conflict) this.#roll.take(this.conflict.theirs);
    this.conflict = undefined;
    this.phase = 'still';
    keepFocus();
  };

  #setSaved(saved: Saved): void {
    this.saved = saved;
    this.savedOn = this.#savesOn();
  }
  #keyFor(content: string): string {
    if (this.#sent.content !== content) this.#sent = { content, key: randomUuid() };
    return this.#sent.key;
  }
}

/** Where a keyboard goes on from when what it pressed is gone. */
function keepFocus(): void {
  void tick().then(() => document.activeElement === document.body && document.getElementById('save')?.focus());
}

/** Also where the page came by plain HTTP: there crypto has no randomUUID. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, i) => (i === 6 ? (byte & 15) | 64 : i === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
