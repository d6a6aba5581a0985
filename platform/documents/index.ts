import { Worker } from 'node:worker_threads';

/** What a document says. It reaches the layout as data only, so nothing that a person typed is ever read as markup. */
export type DocumentInputs = Readonly<Record<string, unknown>>;
type Answer = { readonly pdf: Uint8Array } | { readonly problem: string };

/**
 * Sets a Typst layout with its data as a PDF. The layout reads the data with `json(bytes(sys.inputs.data))` and the font "PT Sans".
 * Setting is work of the processor alone, so it is done in a thread of its own, which ends with the document.
 */
export async function makePdf(source: string, inputs: DocumentInputs): Promise<Buffer> {
  const worker = new Worker(new URL('./typst-worker.ts', import.meta.url), { workerData: { source, data: JSON.stringify(inputs) } });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(new Error('the typesetter ended without a document'));
      });
    });
    if ('problem' in answer) throw new Error(`the layout does not set: ${answer.problem}`);
    return Buffer.from(answer.pdf);
  } finally {
    await worker.terminate();
  }
}
