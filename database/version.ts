/** How the registry stands to this program: what it lacks, and what a later program did to it that this one doesn't know. */
import type pg from 'pg';

export interface Standing {
  /** Known here and not applied there, in order. */
  readonly pending: readonly string[];
  /** Applied there and not known here. */
  readonly ahead: readonly string[];
}

type Queryable = Pick<pg.ClientBase, 'query'>;

/** By the names of the migrations that this program knows. A registry that nobody migrated yet lacks them all. */
export async function standingOf(client: Queryable, known: readonly string[]): Promise<Standing> {
  const applied = (await appliedMigrations(client)) ?? [];
  return {
    pending: known.filter((name) => !applied.includes(name)),
    ahead: applied.filter((name) => !known.includes(name)),
  };
}

/**
 * Migrations add first, and a version later take away what nobody uses any more; those that take away end in `-contract`. So a
 * program goes on with a registry that is ahead of it, until one of these is among what it doesn't know.
 */
const contractions = ({ ahead }: Standing): readonly string[] =>
  ahead.filter((name) => name.endsWith('-contract'));

/** Migrations in their order; undefined where nobody migrated yet, or with a version that did not let us look. */
export async function appliedMigrations(client: Queryable): Promise<string[] | undefined> {
  const { rows: found } = await client.query<{ may_look: boolean | null }>(
    "select has_table_privilege(to_regclass('kysely_migration'), 'select') as may_look",
  );
  if (!found[0]?.may_look) return undefined;
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

/** A later version took away what this program needs. */
export class RegistryTooNew extends Error {
  override readonly name = 'RegistryTooNew';
  readonly migrations: readonly string[];

  constructor(migrations: readonly string[]) {
    super(`the registry was changed by a later version: ${migrations.join(', ')}`);
    this.migrations = migrations;
  }
}

/** Throws {@link RegistryTooNew}. */
export function requireNotTooNew(standing: Standing): void {
  const gone = contractions(standing);
  if (gone.length > 0) throw new RegistryTooNew(gone);
}
