/** Sends files to a running Muster as schools do: each with a token of its own, over connections that are kept. */
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { arrivals } from './arrivals.ts';
import { bytesOf, type ManifestFile } from './folder.ts';

export interface Receipt {
  readonly file: ManifestFile;
  readonly upload_id: string;
  /** When it was due and when its receipt was there, by `performance.now()`. */
  readonly due: number;
  readonly at: number;
}

export interface Sending {
  readonly url: string;
  readonly folder: string;
  readonly files: readonly ManifestFile[];
  readonly connections: number;
  readonly tokenOf: (code: string) => string;
  /** The arrivals of days pressed into so many seconds; as fast as the connections carry when left out. */
  readonly within_s?: number | undefined;
}

/** Throws when one is answered with anything but a receipt. */
export async function sendAll(sending: Sending): Promise<Receipt[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: sending.connections });
  try {
    const send = (file: ManifestFile, due: number) => sendOne(sending, agent, file, due);
    return sending.within_s === undefined
      ? await asTheyPass(sending, send)
      : await asTheyArrive(sending.files, sending.within_s, send);
  } finally {
    agent.destroy();
  }
}

type Send = (file: ManifestFile, due: number) => Promise<Receipt>;

async function asTheyPass({ files, connections }: Sending, send: Send): Promise<Receipt[]> {
  const left = files.values();
  const receipts: Receipt[] = [];
  const carry = async (): Promise<void> => {
    for (const file of left) receipts.push(await send(file, performance.now()));
  };
  await Promise.all(Array.from({ length: connections }, carry));
  return receipts;
}

/** Each at its time, whatever became of those before it: what waits for a slow server is counted as waiting. */
async function asTheyArrive(
  files: readonly ManifestFile[],
  within_s: number,
  send: Send,
): Promise<Receipt[]> {
  const began = performance.now();
  const due = arrivals(files.length, within_s * 1000);
  const receipts: Promise<Receipt>[] = [];
  for (const [index, file] of files.entries()) {
    const at = began + (due[index] ?? 0);
    if (at > performance.now()) await wait(at - performance.now());
    receipts.push(send(file, at));
  }
  return await Promise.all(receipts);
}

const boundary = 'muster-bench-file';
const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
const head = (name: string): Buffer =>
  Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
      'content-type: application/octet-stream\r\n\r\n',
  );

/** The form of a file, ready to be sent. */
export const formOf = (name: string, bytes: Uint8Array): { type: string; body: Buffer } => ({
  type: `multipart/form-data; boundary=${boundary}`,
  body: Buffer.concat([head(name), bytes, tail]),
});

async function sendOne(
  { url, folder, tokenOf }: Sending,
  agent: http.Agent,
  file: ManifestFile,
  due: number,
): Promise<Receipt> {
  const { type, body } = formOf(`${file.unit.code}.xlsx`, bytesOf(folder, file));
  const answer = await ask(agent, `${url}/uploads`, tokenOf(file.unit.code), { type, body });
  const { id } = JSON.parse(answer) as { id: string };
  return { file, upload_id: id, due, at: performance.now() };
}

/** An answer that is no success. */
export class Unexpected extends Error {
  readonly status: number;
  readonly body: string;
  constructor(url: string, status: number, body: string) {
    super(`${url} answered ${status}: ${body.slice(0, 500)}`);
    this.status = status;
    this.body = body;
  }
}

/** What is answered; throws `Unexpected` unless it is a success. */
export function ask(
  agent: http.Agent,
  url: string,
  token: string,
  posted?: { readonly type: string; readonly body: Buffer | string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    const options = posted && {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': posted.type,
        'content-length': Buffer.byteLength(posted.body),
      },
    };
    const request = http.request(url, { agent, headers, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const status = response.statusCode ?? 0;
        if (status < 200 || status > 299) reject(new Unexpected(url, status, text));
        else resolve(text);
      });
    });
    request.on('error', reject);
    request.end(posted?.body);
  });
}
