/** Whose a file is: finds the school that a file's claim means, within scope, or says why there is none to be sure of. */
import { sql } from 'kysely';
import type { UnitClaim, UnroutedReason } from '../schemas/bundle.ts';
import { tierOfKind, type UnitKind } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';

export interface DestinationUnit {
  readonly id: string;
  readonly path: string;
  readonly name: string;
}

export type Destination = { readonly unit: DestinationUnit } | { readonly reason: UnroutedReason };

interface Match extends DestinationUnit {
  /** Which claim, counted from 1. */
  readonly n: number;
  readonly kind: UnitKind;
}

const saidBy = (claim: UnitClaim): string => {
  if (claim.by === 'stamp') return claim.unit_id;
  return claim.by === 'code' ? claim.code : claim.name;
};

/** Widths, spaces and case don't make another school. */
const comparable = (text: string) =>
  sql.raw(`lower(regexp_replace(normalize(${text}, NFKC), '\\s', '', 'g'))`);

/**
 * One destination for each claim, in their order, asked at once. Former codes and names find their unit; a closed unit is none.
 * @param within a unit path in scope; only units of its subtree are found
 */
export async function destinationsOf(
  tx: Scoped,
  claims: readonly (UnitClaim | null)[],
  within: string = tx.scope,
): Promise<Destination[]> {
  const said = claims.map((claim) => (claim === null ? {} : { by: claim.by, said: saidBy(claim) }));
  const inside = sql`u.path >= ${within} and u.path < ${`${within}~`} and u.closed_at is null`;
  const { rows } = await sql<Match>`
    with given as (select * from rows from (json_to_recordset(${JSON.stringify(said)}::json) as ("by" text, said text))
      with ordinality as g ("by", said, n) where "by" is not null)
    select g.n::int as n, u.id, u.path, u.name, u.kind from given g
      join units u on u.id = case "by" when 'stamp' then said::bigint end where ${inside}
    union
    select g.n::int, u.id, u.path, u.name, u.kind from given g join unit_codes c on c.code = said
      join units u on u.id = c.unit_id where "by" = 'code' and ${inside}
    union
    select g.n::int, u.id, u.path, u.name, u.kind from given g
      join (select u.*, unnest(u.name || u.aliases) as called from units u
        where ${inside} and exists (select from given where "by" = 'name')) u
      on ${comparable('u.called')} = ${comparable('said')} where "by" = 'name'`.execute(tx.sql);
  const matches = new Map<number, Match[]>();
  for (const row of rows) matches.set(row.n, [...(matches.get(row.n) ?? []), row]);
  return claims.map((claim, at) => destinationOf(claim, matches.get(at + 1) ?? []));
}

function destinationOf(claim: UnitClaim | null, matches: readonly Match[]): Destination {
  if (claim === null) return { reason: 'says-nothing' };
  if (matches.length === 0) return { reason: claim.by === 'stamp' ? 'outside' : 'unknown' };
  const schools = matches.filter(({ kind }) => tierOfKind[kind] === 'school');
  const [school] = schools;
  if (school === undefined) return { reason: 'not-a-school' };
  if (schools.length > 1) return { reason: 'ambiguous' };
  return { unit: { id: school.id, path: school.path, name: school.name } };
}
