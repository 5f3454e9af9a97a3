/**
 * The second wall alone: statements without any filter of the application, as its role, in the scope of another province. The
 * tables are the catalogue's, so that a new one is held to it on the day that it is made.
 */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Branches, openBranches } from './branches.ts';

/** Without a policy: nothing in them is read by unit. */
const withoutPolicy: Readonly<Record<string, string>> = {
  data_keys: 'keys wrapped by what the database never sees; read before anybody is known',
  kysely_migration: 'which migrations ran; readiness asks',
  kysely_migration_lock: 'of migrating; the role may not even read it',
  sessions: 'found by a random id that its owner alone has; read before anybody is known',
  tokens: 'found by the digest of a random secret; read before anybody is known',
  throttles: 'counts of tries by name and by address, of no unit',
};
/** Read by everybody who has a scope, written by a province alone. */
const everybodys: Readonly<Record<string, string>> = {
  campaigns: 'the calendar of the process',
  campaign_windows: 'its days',
  campaign_projects: 'names of the national projects',
  campaign_subjects: 'the list of subjects',
};
/** Functions with the rights of the owner: what each may say across scopes, and why. */
const ownersFunctions: Readonly<Record<string, string>> = {
  account_label: 'who did it, by name of unit and account, to whoever sees what was done',
  unit_name: 'the name of the other school of a transfer',
  units_above: 'the units above the scope: whose turn it is',
  claims_in_flight: 'that another file names the same person, for whom two schools claim',
  tell_notices: 'writes to those whom an act concerns; reads nothing',
  forget_files: 'deletes what was sent for the system alone, when its end is a month past',
  roster_as_of: 'asks the scope itself',
  version_as_of: 'whether a later version stands elsewhere; asks the scope itself',
  standings_between: 'asks the scope itself',
  teachers_named: 'asks the scope itself',
};

type Came = number | string;
const insufficientPrivilege = '42501';

let branches: Branches;
let tables: readonly string[];
beforeAll(async () => {
  branches = await openBranches();
  tables = [...branches.strangers.keys()];
}, 120_000);
afterAll(() => branches.close());

const guarded = () => tables.filter((table) => !(table in withoutPolicy));
const ofUnits = () => guarded().filter((table) => !(table in everybodys));
const placesIn = (table: string) => branches.strangers.get(table) ?? [];

/** Runs as the application's role in a transaction that is rolled back. */
async function within<T>(scope: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await branches.web.db.pool.connect();
  try {
    await client.query('begin');
    if (scope !== null) await client.query("select set_config('muster.scope', $1, true)", [scope]);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** How many rows a statement touched, or the SQLSTATE of its refusal; either way it is undone. */
async function attempt(client: pg.PoolClient, statement: string, values: unknown[] = []): Promise<Came> {
  await client.query('savepoint before');
  const came = await client.query(statement, values).then(
    ({ rowCount }) => rowCount ?? 0,
    (error: pg.DatabaseError) => error.code ?? error.message,
  );
  await client.query('rollback to before');
  return came;
}

/** The tables at which something else came than nothing or a refusal for want of rights. */
const breaches = (
  names: readonly string[],
  scope: string | null,
  statement: (table: string) => string,
  values: (table: string) => unknown[] = (table) => [placesIn(table)],
): Promise<string[]> =>
  within(scope, async (client) => {
    const found: string[] = [];
    for (const table of names) {
      const came = await attempt(client, statement(table), values(table));
      if (came !== 0 && came !== insufficientPrivilege) found.push(`${table}: ${came}`);
    }
    return found;
  });

/** The columns of each table that a statement may name. */
async function writableColumns(): Promise<Map<string, string>> {
  const rows = await branches.asOwner<{ table: string; columns: string }>(
    `select table_name as table, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
      from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by 1`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

describe('every table', () => {
  it('has a policy, or stands in the list of those that need none', async () => {
    const closed = await branches.asOwner<{ relname: string }>(
      `select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and relrowsecurity and exists (select from pg_policies p where p.tablename = c.relname)`,
    );
    const known = [...closed.map(({ relname }) => relname), ...Object.keys(withoutPolicy)];
    expect(known.sort()).toEqual([...tables].sort());
  });

  it('holds something of the other province, or what follows would prove nothing', () => {
    expect(guarded().filter((table) => placesIn(table).length === 0)).toEqual([]);
  });

  it('belongs to somebody else than the role', async () => {
    const { rows } = await branches.web.db.pool.query(
      `select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user`,
    );
    expect(rows).toEqual([]);
  });
});

describe.each(['province', 'city', 'county', 'school'] as const)('in the scope of a %s elsewhere', (tier) => {
  const scope = () => branches.far[tier].unit.path;

  it('nothing is read', async () => {
    const read = (table: string) => `select from ${table} where ctid = any($1)`;
    expect(await breaches(ofUnits(), scope(), read)).toEqual([]);
  });

  it('nothing is read by naming an upload as what the transaction is about', async () => {
    const { submitted } = branches.world.uploads;
    const ofUploads = ['uploads', 'issues', 'changes', 'change_sets', 'upload_rows', 'upload_files'];
    const found = await within(scope(), async (client) => {
      await client.query("select set_config('muster.upload', $1, true)", [submitted]);
      const outcomes: Came[] = [];
      for (const table of ofUploads) {
        outcomes.push(await attempt(client, `select from ${table} where ctid = any($1)`, [placesIn(table)]));
      }
      return outcomes;
    });
    expect(found).toEqual(ofUploads.map(() => 0));
  });

  it('nothing is updated', async () => {
    const columns = await writableColumns();
    const first = (table: string) => {
      const names = (columns.get(table) ?? '').split(', ');
      return names.find((name) => name !== 'id') ?? 'id';
    };
    const update = (table: string) =>
      `update ${table} set ${first(table)} = ${first(table)} where ctid = any($1)`;
    expect(await breaches(guarded(), scope(), update)).toEqual([]);
  });

  it('nothing is deleted', async () => {
    const remove = (table: string) => `delete from ${table} where ctid = any($1)`;
    expect(await breaches(guarded(), scope(), remove)).toEqual([]);
  });

  it('nothing is inserted', async () => {
    const columns = await writableColumns();
    const rows = new Map<string, object>();
    for (const table of guarded()) {
      const [found] = await branches.asOwner<{ row: object }>(
        `select row_to_json(t) as row from ${table} t where ctid = $1`,
        [placesIn(table)[0]],
      );
      rows.set(table, found?.row ?? {});
    }
    const insert = (table: string) =>
      `insert into ${table} (${columns.get(table)}) overriding system value
        select ${columns.get(table)} from json_populate_record(null::${table}, $1)`;
    // A province writes the calendar of all.
    const names = tier === 'province' ? ofUnits() : guarded();
    expect(await breaches(names, scope(), insert, (table) => [rows.get(table)])).toEqual([]);
  });
});

describe('without a scope', () => {
  it('nothing is read', async () => {
    expect(
      await breaches(
        guarded(),
        null,
        (table) => `select from ${table}`,
        () => [],
      ),
    ).toEqual([]);
  });
});

describe('the role of web and worker', () => {
  it.each([
    ['takes no wall down', (table: string) => `alter table ${table} disable row level security`],
    ['adds no policy', (table: string) => `create policy mine on ${table} using (true)`],
    ['drops nothing', (table: string) => `drop table ${table} cascade`],
    ['empties nothing', (table: string) => `truncate ${table} cascade`],
    [
      'adds no trigger',
      (table: string) => `create trigger t after insert on ${table} execute function mine()`,
    ],
  ])('%s, at any table', async (_what, statement) => {
    const came = await within(branches.web.places.province.unit.path, async (client) => {
      const outcomes: string[] = [];
      for (const table of tables) outcomes.push(`${table}: ${await attempt(client, statement(table))}`);
      return outcomes;
    });
    expect(came).toEqual(tables.map((table) => `${table}: ${insufficientPrivilege}`));
  });

  it.each([
    'update events set action = $$x$$',
    'delete from events',
    'set session_replication_role = replica',
    'set role postgres',
    'create table mine ()',
    'create schema mine',
    'create role mine',
    "copy units to program 'cat'",
    "select pg_read_file('/etc/passwd')",
  ])('is refused: %s', async (statement) => {
    const { path } = branches.web.places.province.unit;
    expect(await within(path, (client) => attempt(client, statement))).toBe(insufficientPrivilege);
  });

  it('gets an error instead of all rows where it asks for no row security', async () => {
    const came = await within(branches.far.school.unit.path, async (client) => {
      await client.query('set local row_security = off');
      return await attempt(client, 'select from teachers');
    });
    expect(came).toBe(insufficientPrivilege);
  });

  it('runs no function with the rights of the owner but those that are known', async () => {
    const { rows } = await branches.web.db.pool.query<{ proname: string }>(
      `select distinct proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
        and prorettype <> 'trigger'::regtype and has_function_privilege(oid, 'execute')`,
    );
    expect(rows.map(({ proname }) => proname).sort()).toEqual(Object.keys(ownersFunctions).sort());
  });
});
