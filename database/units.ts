/** Units: reading the tree, and adding to it. */
import { sql } from 'kysely';
import { leafKinds } from '../schemas/organisation.ts';
import type { Organisation } from '../schemas/organisation-facts.ts';
import { problem } from '../schemas/problem.ts';
import type { Stage } from '../schemas/subject.ts';
import { directPlace, everywhere, type UnitFacts, type UnitKind, unitIdsOf } from '../schemas/unit.ts';
import { inServiceAt } from './headcount.ts';
import { holding } from './pattern.ts';
import { beyondScope, type Scoped } from './scope.ts';
import { statement } from './statement.ts';

const factColumns = [
  'id',
  'path',
  'parent_id',
  'kind',
  'name',
  'code',
  'school_kind',
  'stages',
  'sector',
  'urban_rural_class',
  'licence_no',
] as const;

export type HeldUnit = UnitFacts & Pick<Organisation, 'closed_at' | 'merged_into'>;

const inTree = (scope: string) => sql<boolean>`path >= ${scope} and path < ${`${scope}~`}`;

const oneWithin = (columns: readonly string[]): string =>
  `select ${columns.join(', ')} from units where id = $1 and path >= $2 and path < $2 || '~'`;

const unitWithin = statement<UnitFacts>('unit-by-id', oneWithin(factColumns));

/** One unit within scope. Throws `not-found`. */
export async function unitById(tx: Scoped, id: string): Promise<UnitFacts> {
  const [unit] = await unitWithin(tx, [id, tx.scope]);
  if (!unit) throw problem('not-found');
  return unit;
}

const unitHeld = statement<HeldUnit>(
  'held-unit',
  `${oneWithin([...factColumns, 'closed_at', 'merged_into'])} for key share`,
);

/** {@link unitById} for a unit that is to be written under: it stays as it is until the transaction ends. Throws `not-found`. */
export async function heldUnitById(tx: Scoped, id: string): Promise<HeldUnit> {
  const [unit] = await unitHeld(tx, [id, tx.scope]);
  if (!unit) throw problem('not-found');
  return unit;
}

/** A unit wherever it stands, such as the city above a county; what of it may be told is the caller's to judge. Throws `not-found`. */
export async function unitBeyond(
  tx: Scoped,
  id: string,
): Promise<Pick<UnitFacts, 'id' | 'path' | 'name' | 'kind'>> {
  const unit = await beyondScope(tx, (all) =>
    all.sql
      .selectFrom('units')
      .where('id', '=', id)
      .select(['id', 'path', 'name', 'kind'])
      .executeTakeFirst(),
  );
  if (unit === undefined) throw problem('not-found');
  return unit;
}

export async function unitByCode(tx: Scoped, code: string): Promise<UnitFacts | undefined> {
  return await tx.sql
    .selectFrom('units')
    .where('code', '=', code)
    .where(inTree(tx.scope))
    .select(factColumns)
    .executeTakeFirst();
}

/** The province, or undefined while the registry is empty. */
export async function rootUnit(tx: Scoped): Promise<UnitFacts | undefined> {
  return await tx.sql
    .selectFrom('units')
    .where('parent_id', 'is', null)
    .select(factColumns)
    .executeTakeFirst();
}

export interface UnitFilter {
  readonly parent_id?: string;
  readonly kinds?: readonly UnitKind[];
  readonly stage?: Stage;
  /** Open units unless said; `any` for both. */
  readonly closed?: boolean | 'any';
  /** Part of a name or code, present or former. */
  readonly search?: string;
  readonly limit: number;
  readonly offset?: number;
}

export interface ListedUnit extends UnitFacts {
  readonly closed_at: Date | null;
  /** In service. */
  readonly teachers: number;
}

/** Units within scope, by code. `total` counts all that match. */
export async function listUnits(
  tx: Scoped,
  filter: UnitFilter,
): Promise<{ units: ListedUnit[]; total: number }> {
  let query = tx.sql.selectFrom('units').where(inTree(tx.scope));
  if (filter.parent_id) query = query.where('parent_id', '=', filter.parent_id);
  if (filter.kinds) query = query.where('kind', 'in', filter.kinds);
  if (filter.search) {
    const pattern = holding(filter.search);
    query = query.where((eb) =>
      eb.or([
        eb('name', 'like', pattern),
        sql<boolean>`exists (select from unnest(aliases) as former where former like ${pattern})`,
        sql<boolean>`id in (select unit_id from unit_codes where code like ${pattern})`,
      ]),
    );
  }
  if (filter.stage) query = query.where(sql<boolean>`${filter.stage} = any(stages)`);
  const { closed = false } = filter;
  if (closed !== 'any') query = query.where('closed_at', closed ? 'is not' : 'is', null);
  const { count } = await query
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const page = query
    .select([...factColumns, 'closed_at'])
    .orderBy('code')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset ?? 0);
  // Heads are counted for the page alone, not for everything that was sorted for it.
  const units = await tx.sql
    .selectFrom(page.as('page'))
    .select([...factColumns, 'closed_at', inServiceAt(sql.ref('page.id')).as('teachers')])
    .orderBy('code')
    .orderBy('id')
    .execute();
  return { units, total: Number(count) };
}

/** Names by id, also of units outside the scope; those that don't exist are left out. */
export async function unitNames(tx: Scoped, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text, name from (select id, unit_name(id) as name from unnest(${[...ids]}::bigint[]) as id) named
    where name is not null`.execute(tx.sql);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface SchoolName {
  readonly name: string;
  readonly code: string | null;
}

/** Names and codes of the schools and institutions below a unit within scope, by code; to choose one from. */
export const schoolsBelow = (tx: Scoped, path: string, limit: number): Promise<SchoolName[]> =>
  tx.sql
    .selectFrom('units')
    .where(inTree(path))
    .where('kind', 'in', leafKinds)
    .where('closed_at', 'is', null)
    .select(['name', 'code'])
    .orderBy('code')
    .orderBy('id')
    .limit(limit)
    .execute();

/** How many open units a branch has, its top among them, and how many teachers are in service there. */
export async function countBelow(tx: Scoped, path: string): Promise<{ units: number; teachers: number }> {
  const { rows } = await sql<{ units: number; teachers: number }>`select
    (select count(*)::int from units where ${inTree(path)} and closed_at is null) as units,
    (select coalesce(sum(teachers), 0)::int from headcounts where unit_path >= ${path} and unit_path < ${`${path}~`}
      and status = '在职') as teachers`.execute(tx.sql);
  return rows[0] ?? { units: 0, teachers: 0 };
}

/** City and county of a unit whose parent is `p`, with `g` above that, as values of a statement; null where they are out of scope. */
export const cityName = sql<string | null>`case p.kind when 'province' then ${sql.lit(directPlace.province)}
  when 'city' then p.name else g.name end`;
export const countyName = sql<string | null>`case p.kind when 'province' then ${sql.lit(directPlace.province)}
  when 'city' then ${sql.lit(directPlace.city)} else p.name end`;

/** The units from the root down to this one, for the line that says where one is. */
export async function ancestorsOf(
  tx: Scoped,
  path: string,
): Promise<{ id: string; name: string; kind: UnitKind }[]> {
  const ids = unitIdsOf(path);
  if (ids.length === 0) return [];
  return await tx.sql
    .selectFrom('units')
    .where('id', 'in', ids)
    .select(['id', 'name', 'kind'])
    .orderBy(sql`length(path)`)
    .execute();
}

export interface NewUnit {
  readonly parent_id: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly code: string | null;
  readonly school_kind?: UnitFacts['school_kind'];
  readonly stages?: UnitFacts['stages'];
  readonly sector?: UnitFacts['sector'];
  readonly urban_rural_class?: UnitFacts['urban_rural_class'];
  readonly licence_no?: string | null;
  readonly township?: string | null;
  readonly expected_headcount?: number | null;
}

/** Adds a unit below its parent and answers its id and path. Throws `not-found` for a parent outside the scope. */
export async function addUnit(tx: Scoped, unit: NewUnit): Promise<AddedUnit> {
  const [added] = await addUnits(tx, [unit]);
  if (added === undefined) throw problem('not-found');
  return added;
}

export interface AddedUnit {
  readonly id: string;
  readonly path: string;
}

/** {@link addUnit} for several below parents that are there already, in one statement; answers in their order. */
export async function addUnits(tx: Scoped, units: readonly NewUnit[]): Promise<AddedUnit[]> {
  const { rows } = await sql<AddedUnit>`
    insert into units (id, parent_id, path, kind, name, code, school_kind, stages, sector, urban_rural_class, licence_no, township,
      expected_headcount) overriding system value
    select u.id, u.parent_id, coalesce(p.path, ${everywhere}) || u.id || '/', u.kind, u.name, u.code, u.school_kind,
      coalesce(u.stages, '{}'), u.sector, u.urban_rural_class, u.licence_no, u.township, u.expected_headcount
    from (select nextval(pg_get_serial_sequence('units', 'id')) as id, x.* from json_to_recordset(${JSON.stringify(units)}::json)
      as x (parent_id bigint, kind text, name text, code text, school_kind text, stages text[], sector text,
        urban_rural_class text, licence_no text, township text, expected_headcount integer)) as u
    left join units p on p.id = u.parent_id and p.path >= ${tx.scope} and p.path < ${`${tx.scope}~`}
    where u.parent_id is null or p.id is not null
    returning id, path`.execute(tx.sql);
  if (rows.length < units.length) throw problem('not-found');
  // Ids were given in the order asked for; the join may answer in another.
  return rows.sort((a, b) => Number(a.id) - Number(b.id));
}
