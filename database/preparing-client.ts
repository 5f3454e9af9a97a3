/** A connection on which a statement that begins with a name is prepared under it, for statement.ts. */
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import type { UsualStatements } from './usual-statements.ts';

/** Kysely's own texts can say it after their first word alone: see {@link preparedAs}. */
const named = /^(?:select )?\/\*([\w-]+)\*\//;

const nothing: pg.QueryResult = { command: 'BEGIN', rowCount: null, oid: 0, fields: [], rows: [] };

/**
 * A client whose statements that begin with a name in a comment are prepared under it; kysely has no words for that. Others are
 * prepared when they are usual.
 */
export class PreparingClient {
  readonly #client: pg.PoolClient;
  readonly #usual: UsualStatements | null;
  /** A transaction was begun and the server has not been told. */
  #isBeginning = false;

  constructor(client: pg.PoolClient, usual: UsualStatements | null) {
    this.#client = client;
    this.#usual = usual;
  }

  /**
   * What begins a transaction is told together with its first statement where that has no values, as the one that sets the scope:
   * on the way of a small request, messages cost more than what they ask for.
   */
  async query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (text === 'begin') {
      this.#isBeginning = true;
      return nothing;
    }
    if (this.#isBeginning) {
      this.#isBeginning = false;
      if (values.length === 0 && !named.test(text)) return await this.#both(text);
      await this.#client.query('begin');
    }
    return await this.#one(text, values);
  }

  /** Answered with a result for each of the two. */
  async #both(text: string): Promise<pg.QueryResult> {
    const results = (await this.#client.query(`begin; ${text}`)) as unknown as pg.QueryResult[];
    return results.at(-1) ?? nothing;
  }

  #one(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const name = named.exec(text)?.[1] ?? this.#usual?.nameOf(text);
    return this.#client.query(
      name === undefined ? { text, values: [...values] } : { name, text, values: [...values] },
    );
  }

  release(): void {
    this.#client.release();
  }
}

/**
 * For `modifyFront` of a query whose text is always the same: it is planned once per connection, also by a
 * worker, which takes one plan for all values. Only where any plan is as good: planning a look at one row costs ten times the look.
 */
export const preparedAs = (name: string): RawBuilder<never> => sql.raw(`/*${name}*/`);
