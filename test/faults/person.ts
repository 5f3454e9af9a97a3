/** Somebody who uses the application over HTTP as people do: asks again when the line breaks or the server fails. */
import { setTimeout as wait } from 'node:timers/promises';
import { uploadForm } from '../review-ui/web.ts';
import type { Place } from '../setup/registry.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What was answered so far: how often each status, and `broken` where nothing was. */
export type Ledger = Map<string, number>;

const again_ms = 200;
const answer_ms = 20_000;
const patience_ms = 120_000;

export class Person {
  readonly place: Place;
  readonly #url: string;
  readonly token: string;
  readonly #ledger: Ledger;

  constructor(place: Place, url: string, token: string, ledger: Ledger) {
    this.place = place;
    this.#url = url;
    this.token = token;
    this.#ledger = ledger;
  }

  /** One try. Throws where the line breaks. */
  async once(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    headers.set('accept', 'application/json');
    const signal = AbortSignal.timeout(answer_ms);
    const reply = await fetch(this.#url + path, { redirect: 'manual', signal, ...init, headers });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
    return { status: reply.status, body: isJson ? (JSON.parse(text) as Answer['body']) : {} };
  }

  /** Tries until there is an answer that is not a failure of the server. */
  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    for (const deadline = Date.now() + patience_ms; ; await wait(again_ms)) {
      const answer = await this.once(path, init).catch(() => null);
      this.#note(answer?.status ?? 'broken');
      if (answer !== null && answer.status < 500) return answer;
      if (Date.now() > deadline) throw new Error(`${init.method ?? 'GET'} ${path} was never answered`);
    }
  }

  get(path: string): Promise<Answer> {
    return this.ask(path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  upload(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Answer> {
    return this.ask('/uploads', { method: 'POST', body: uploadForm(bytes, name) });
  }

  #note(outcome: number | string): void {
    this.#ledger.set(String(outcome), (this.#ledger.get(String(outcome)) ?? 0) + 1);
  }
}
