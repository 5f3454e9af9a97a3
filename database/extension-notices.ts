/** Who is told of an extension, and what. */
import { sql } from 'kysely';
import { type Actor, roleOf } from '../schemas/actor.ts';
import type { ExtensionAction, ExtensionCover } from '../schemas/extension.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';
import type { Placed } from './unit-windows.ts';

const hrefOf = (campaignId: string): string => `/campaigns/${campaignId}/extensions`;

/** The superior of a unit that asks. */
export async function tellAsked(
  tx: Scoped,
  campaignId: string,
  unit: Placed & { readonly name: string },
  until: string,
): Promise<void> {
  const above = unitIdOf(parentPath(unit.path));
  const params = { unit: unit.name, until };
  await tell(tx, [{ unit: above, kind: 'extension-asked', params, href: hrefOf(campaignId) }]);
}

/** Whose days they are: the unit, and all below it where the area is meant; never whoever decides. */
async function concerned(
  tx: Scoped,
  actor: Actor,
  { id, path, covers }: Placed & { readonly covers: ExtensionCover },
): Promise<string[]> {
  const whole = covers !== 'unit' ? sql`path >= ${path} and path < ${`${path}~`}` : sql`id = ${id}`;
  const { rows } = await sql<{ id: string }>`select id from units
    where ${whole} and closed_at is null and id <> ${actor.unit_id} order by id`.execute(tx.sql);
  return rows.map((row) => row.id);
}

/** Whom it concerns, and the superior where somebody further up granted it. */
export async function tellGranted(
  tx: Scoped,
  actor: Actor,
  campaignId: string,
  unit: Placed & { readonly name: string; readonly covers: ExtensionCover; readonly until: string },
): Promise<void> {
  const params = { by: actor.unit_name, until: unit.until };
  const href = `/campaigns/${campaignId}`;
  const ids = await concerned(tx, actor, unit);
  const told = ids.map((id) => ({ unit: id, kind: 'extension-granted' as const, params, href }));
  const above = unitIdOf(parentPath(unit.path));
  const between =
    roleOf(actor, unit.path) === 'overseer'
      ? [
          {
            ...{ unit: above, kind: 'extension-granted-below' as const, href: hrefOf(campaignId) },
            params: { ...params, unit: unit.name },
          },
        ]
      : [];
  await tell(tx, [...told, ...between]);
}

type Told = Placed & {
  readonly name: string;
  readonly campaign_id: string;
  readonly covers: ExtensionCover;
  readonly until: string;
};

export async function tellDecision(
  tx: Scoped,
  actor: Actor,
  action: ExtensionAction,
  unit: Told,
): Promise<void> {
  if (action === 'grant') return await tellGranted(tx, actor, unit.campaign_id, unit);
  const href = hrefOf(unit.campaign_id);
  if (action === 'withdraw') {
    const above = unitIdOf(parentPath(unit.path));
    return await tell(tx, [{ unit: above, kind: 'extension-withdrawn', params: { unit: unit.name }, href }]);
  }
  const params = { by: actor.unit_name };
  if (action === 'refuse')
    return await tell(tx, [{ unit: unit.id, kind: 'extension-refused', params, href }]);
  // Who was told of the days is told that they are gone.
  const ids = await concerned(tx, actor, unit);
  await tell(
    tx,
    ids.map((id) => ({
      ...{ unit: id, kind: 'extension-revoked' as const, params },
      // Why is to be read by the unit itself; those below it see nothing of the extension but the days.
      href: id === unit.id ? href : `/campaigns/${unit.campaign_id}`,
    })),
  );
}
