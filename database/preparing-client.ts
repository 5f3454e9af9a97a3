/** A connection on which a statement that begins with a name is prepared under it, for statement.ts. */
import type pg from 'pg';

const named = /^\/\*([\w-]+)\*\//;

/** A client whose statements that begin with a name in a comment are prepared under it; kysely has no words for that. */
export class PreparingClient {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const name = named.exec(text)?.[1];
    return this.#client.query(
      name === undefined ? { text, values: [...values] } : { name, text, values: [...values] },
    );
  }

  release(): void {
    this.#client.release();
  }
}
