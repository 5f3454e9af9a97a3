/** Load at a constant rate, however long the answers take: whoever has to wait is counted from when it was due. */
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Answer {
  /** When it was due, by `performance.now()`. */
  readonly due: number;
  /** From then until its last byte. */
  readonly ms: number;
  /** 0: no answer at all. */
  readonly status: number;
  readonly text: string;
}

export interface Request {
  readonly path: string;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body?: Buffer | string;
}

export class Client {
  readonly #url: string;
  readonly #agent = new http.Agent({ keepAlive: true, scheduling: 'lifo' });
  constructor(url: string) {
    this.#url = url;
  }

  /** Never throws: what went wrong is a status. */
  ask({ path, headers, body }: Request, due = performance.now()): Promise<Answer> {
    return new Promise((resolve) => {
      const done = (status: number, text: string) =>
        resolve({ due, ms: performance.now() - due, status, text });
      const options = {
        ...{ agent: this.#agent, method: body === undefined ? 'GET' : 'POST' },
        headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
      };
      const request = http.request(this.#url + path, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
        response.on('error', (error) => done(0, error.message));
      });
      request.on('error', (error) => done(0, error.message));
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Fires `per_s` times a second for so many seconds; resolves with what each answered. */
export async function atRate<T>(
  per_s: number,
  seconds: number,
  fire: (at: number, due: number) => Promise<T>,
): Promise<T[]> {
  const began = performance.now();
  const answers: Promise<T>[] = [];
  for (let at = 0; at < per_s * seconds; at += 1) {
    const due = began + (at * 1000) / per_s;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    answers.push(fire(at, due));
  }
  return await Promise.all(answers);
}
