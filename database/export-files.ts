/** The bytes of exports: kept in sealed blocks as they are written, handed out block by block. */
import { Writable } from 'node:stream';
import type { Database } from './connect.ts';
import { inScope, type Scoped } from './scope.ts';
import { openBytes, sealBytes } from './seal.ts';

/** A block fits comfortably in memory and in a row. */
const block_bytes = 1024 * 1024;

/** Takes a file as it is written and keeps it with the transaction of `tx`: all of it or nothing. */
export class ExportFile extends Writable {
  readonly #tx: Scoped;
  readonly #export_id: string;
  #waiting: Buffer[] = [];
  #waiting_bytes = 0;
  #position = 0;
  size_bytes = 0;

  constructor(tx: Scoped, export_id: string) {
    super({ highWaterMark: 256 * 1024 });
    this.#tx = tx;
    this.#export_id = export_id;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#waiting.push(chunk);
    this.#waiting_bytes += chunk.length;
    if (this.#waiting_bytes < block_bytes) done();
    else this.#keep().then(() => done(), done);
  }

  override _final(done: (error?: Error) => void): void {
    if (this.#waiting_bytes === 0) done();
    else this.#keep().then(() => done(), done);
  }

  async #keep(): Promise<void> {
    const block = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waiting_bytes = 0;
    this.size_bytes += block.length;
    await this.#tx.sql
      .insertInto('export_parts')
      .values({
        export_id: this.#export_id,
        position: this.#position++,
        sealed: sealBytes(this.#tx.keys, 'export', block),
      })
      .execute();
  }
}

/** The blocks of a file in their order, each read when it is asked for, in a transaction of its own: a slow reader holds no connection. */
export async function* exportBlocks(db: Database, scope: string, id: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const part = await inScope(db, scope, (tx) =>
      tx.sql
        .selectFrom('export_parts')
        .where('export_id', '=', id)
        .where('position', '=', position)
        .select('sealed')
        .executeTakeFirst(),
    );
    if (part === undefined) return;
    yield openBytes(db.keys, 'export', part.sealed);
  }
}
