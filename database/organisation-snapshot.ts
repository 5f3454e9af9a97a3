/** The part of the tree that a sheet of schools concerns, in three statements whatever its length. */
import { sql } from 'kysely';
import { areaKinds, leafKinds } from '../schemas/organisation.ts';
import type { Area, KnownUnit, OrganisationSnapshot } from '../schemas/organisation-plan.ts';
import { isInReview } from './closures.ts';
import { organisationColumns } from './organisations.ts';
import type { Scoped } from './scope.ts';
import { cityName, countyName } from './units.ts';

export interface SnapshotOfSchools {
  /** Every code that rows name. */
  readonly codes: readonly string[];
  /** Every name that rows give. */
  readonly names: readonly string[];
}

/** Units by code are found as far as `tx` sees; areas and names within the sender's part of the tree alone. */
export async function organisationSnapshot(
  tx: Scoped,
  senderPath: string,
  { codes, names }: SnapshotOfSchools,
): Promise<OrganisationSnapshot> {
  const inArea = sql<boolean>`path >= ${senderPath} and path < ${`${senderPath}~`}`;
  const areas: Area[] = await tx.sql
    .selectFrom('units')
    .where(inArea)
    .where('kind', 'in', ['province', ...areaKinds])
    .where('closed_at', 'is', null)
    .select(['id', 'path', 'kind', 'name', 'aliases'])
    .orderBy('path')
    .execute();
  const units: KnownUnit[] = await tx.sql
    .selectFrom('units')
    .where(sql<boolean>`id in (select unit_id from unit_codes where code = any(${codes}::text[]))`)
    .select(organisationColumns)
    .select([
      sql<string[]>`array(select code from unit_codes c where c.unit_id = units.id)`.as('codes'),
      sql<number>`(select count(*)::int from teachers t where t.unit_id = units.id and t.status = '在职')`.as(
        'teachers',
      ),
      sql<boolean>`exists (select from uploads where unit_id = units.id and ${isInReview})`.as(
        'is_in_review',
      ),
    ])
    .execute();
  const namesakes = await tx.sql
    .selectFrom('units')
    .where(inArea)
    .where('closed_at', 'is', null)
    .where(sql<boolean>`name = any(${names}::text[])`)
    .select(['id', 'parent_id', 'name'])
    .execute();
  return { areas, units, namesakes };
}

/** Open units below an authority as a sheet lists them, with their place and the person who answers for them. */
export interface SheetUnit extends Pick<KnownUnit, (typeof sheetColumns)[number]> {
  readonly county: string | null;
  readonly city: string | null;
  readonly account_id: string | null;
  readonly admin_name: string | null;
}
const sheetColumns = [
  ...(['id', 'kind', 'name', 'code', 'school_kind', 'stages', 'sector'] as const),
  ...(['urban_rural_class', 'licence_no', 'township', 'expected_headcount'] as const),
] as const;

/** The most units that a sheet is filled with. */
const most = 5_000;

export async function unitsForSheet(tx: Scoped, path: string): Promise<SheetUnit[]> {
  return await tx.sql
    .selectFrom('units')
    .leftJoin('units as p', 'p.id', 'units.parent_id')
    .leftJoin('units as g', 'g.id', 'p.parent_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('accounts as a')
          .whereRef('a.unit_id', '=', 'units.id')
          .where('a.disabled_at', 'is', null)
          .where('a.contact', 'is not', null)
          .select(['a.id as account_id', 'a.display_name as admin_name'])
          .orderBy('a.id')
          .limit(1)
          .as('admin'),
      (join) => join.onTrue(),
    )
    .where(sql<boolean>`units.path >= ${path} and units.path < ${`${path}~`}`)
    .where('units.kind', 'in', leafKinds)
    .where('units.closed_at', 'is', null)
    .select(sheetColumns.map((column) => `units.${column}` as const))
    .select(['account_id', 'admin_name', countyName.as('county'), cityName.as('city')])
    .orderBy('units.path')
    .limit(most)
    .execute();
}
