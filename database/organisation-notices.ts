/** Whom the end or the move of a unit concerns: the unit itself, whoever takes it over, and those right above. */
import type { Actor } from '../schemas/actor.ts';
import type { Params } from '../schemas/language.ts';
import type { NoticeKind } from '../schemas/notice.ts';
import { parentPath, unitIdOf } from '../schemas/unit.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';

interface News {
  readonly kind: NoticeKind & `unit-${string}`;
  /** Unit where it can be looked at. */
  readonly at: string;
  readonly params: Params;
  /** Paths of the units concerned; those right above them hear of it too. */
  readonly paths: readonly string[];
}

/** Tells each unit once, and never the one whose people did it. */
export async function noticeOrganisation(
  tx: Scoped,
  actor: Actor,
  { kind, at, params, paths }: News,
): Promise<void> {
  const concerned = new Set(paths.flatMap((path) => [unitIdOf(path), unitIdOf(parentPath(path))]));
  const told = [...concerned].filter((unit) => unit !== '' && unit !== actor.unit_id);
  await tell(
    tx,
    told.map((unit) => ({ unit, kind, params, href: `/units/${at}` })),
  );
}
