/** People who send files all the while, to whichever web answers; each file has one receipt, however often it had to be sent. */
import { setTimeout as wait } from 'node:timers/promises';
import { csvOf, type Place, rowsAt } from '../setup/registry.ts';
import { addressOf, type Province } from './province.ts';

/** Teachers of one file. */
const rows = 10;
const patience_ms = 5_000;
const givesUp_ms = 120_000;

export class Senders {
  readonly #province: Province;
  readonly #sent = new Map<string, Place>();
  #files = 0;
  #isOver = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(province: Province) {
    this.#province = province;
  }

  /** Ids of uploads that got a receipt, and whose they are. */
  get sent(): ReadonlyMap<string, Place> {
    return this.#sent;
  }

  /** The schools send, three at a time, until {@link stop}. */
  start(): void {
    this.#running = Promise.all(
      [1, 2, 3].map(async () => {
        while (!this.#isOver) {
          await this.send();
          await wait(250);
        }
      }),
    );
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  /** The next school's file, to one web where it is named, else to each in turn until one gives the receipt. Answers the upload's id. */
  async send(only?: Province['webs'][number]): Promise<string> {
    const file = this.#files++;
    const { schools } = this.#province;
    const place = schools[file % schools.length] as Place;
    const bytes = Uint8Array.from(csvOf(rowsAt(place, file * rows, rows)));
    const { webs } = this.#province;
    for (const [began, tries] = [Date.now(), { count: file }]; ; tries.count += 1) {
      const web = only ?? webs[tries.count % 2] ?? webs[0];
      const id = await this.#sendOnce(addressOf(web), place, bytes, `${file}.csv`).catch(() => null);
      if (id !== null) {
        this.#sent.set(id, place);
        return id;
      }
      if (Date.now() - began > givesUp_ms) throw new Error(`file ${file} got no receipt`);
      await wait(200);
    }
  }

  async #sendOnce(
    address: string,
    place: Place,
    bytes: Uint8Array<ArrayBuffer>,
    name: string,
  ): Promise<string | null> {
    const form = new FormData();
    form.append('template', 'teacher');
    form.append('file', new Blob([bytes]), name);
    const answer = await fetch(`${address}/uploads`, {
      ...{ method: 'POST', body: form, signal: AbortSignal.timeout(patience_ms) },
      headers: { authorization: `Bearer ${this.#province.tokenOf(place)}`, accept: 'application/json' },
    });
    if (answer.status >= 500) return null;
    if (answer.status !== 201)
      throw new Error(`a file was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }
}
