/** Organisations: who may add, change, move, close, merge, split or reopen which kind of unit, and where. */
import type { Actor } from './actor.ts';
import type { Words } from './language.ts';
import { parentPath, type Tier, type UnitKind, within } from './unit.ts';

export const organisationActions = {
  add: { zh: '新增', en: 'Add' },
  change: { zh: '变更', en: 'Change' },
  move: { zh: '划转', en: 'Move' },
  close: { zh: '撤销', en: 'Close' },
  merge: { zh: '并入', en: 'Merge' },
  split: { zh: '分设', en: 'Split' },
  reopen: { zh: '恢复', en: 'Reopen' },
} as const satisfies Record<string, Words>;
export type OrganisationAction = keyof typeof organisationActions;

/** Kinds that have no units below them: they send in files of their own. */
export const leafKinds = [
  'school',
  'research_institute',
  'training_institute',
  'administrative_body',
] as const satisfies readonly UnitKind[];

/** Kinds of authorities below the province. */
export const areaKinds = ['city', 'county', 'functional_zone'] as const satisfies readonly UnitKind[];

/** Which kinds a unit of this kind may stand right below. */
export const parentKinds: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  province: [],
  city: ['province'],
  county: ['city'],
  functional_zone: ['city'],
  school: ['county', 'functional_zone', 'city', 'province'],
  research_institute: ['county', 'functional_zone', 'city', 'province'],
  training_institute: ['county', 'functional_zone', 'city', 'province'],
  administrative_body: ['county', 'functional_zone', 'city', 'province'],
};

const areaActions: readonly OrganisationAction[] = ['add', 'change', 'move', 'close', 'reopen'];
/** What can be done to a unit of this kind at all: an area is emptied, not merged; only a school has stages to split by. */
export const actionsOfKind: Readonly<Record<UnitKind, readonly OrganisationAction[]>> = {
  province: [],
  city: ['add', 'change', 'close', 'reopen'],
  county: areaActions,
  functional_zone: areaActions,
  school: ['add', 'change', 'move', 'close', 'merge', 'split', 'reopen'],
  research_institute: ['add', 'change', 'move', 'close', 'merge', 'reopen'],
  training_institute: ['add', 'change', 'move', 'close', 'merge', 'reopen'],
  administrative_body: ['add', 'change', 'move', 'close', 'merge', 'reopen'],
};

interface Competence {
  readonly tier: Tier;
  readonly kinds: readonly UnitKind[];
  /** `right-below`: its own units; `below`: anywhere in its area. A move needs a second place, which only the latter has. */
  readonly reach: 'right-below' | 'below';
}

/** City and county admins change or add schools, institutions and bodies in their own area (DOMAIN §1); divisions are the province's. */
export const competences: readonly Competence[] = [
  { tier: 'province', kinds: [...areaKinds, ...leafKinds], reach: 'below' },
  { tier: 'city', kinds: ['functional_zone', ...leafKinds], reach: 'below' },
  { tier: 'county', kinds: leafKinds, reach: 'right-below' },
];

type Who = Pick<Actor, 'tier' | 'unit_path'>;

const allows = (row: Competence, action: OrganisationAction, kind: UnitKind): boolean =>
  row.kinds.includes(kind) && (action !== 'move' || row.reach === 'below');

/** Whether the actor may do this to a unit of this kind that stands (or will stand) right below `parent`, a unit path. */
export const mayOrganise = (
  actor: Who,
  action: OrganisationAction,
  unit: { readonly kind: UnitKind; readonly parent: string },
): boolean =>
  actionsOfKind[unit.kind].includes(action) &&
  competences.some(
    (row) =>
      row.tier === actor.tier &&
      allows(row, action, unit.kind) &&
      (row.reach === 'below' ? within(actor.unit_path, unit.parent) : unit.parent === actor.unit_path),
  );

/** The tiers that may do this to a unit of this kind somewhere, the nearest first; for whoever is told that they may not. */
export const tiersThatMay = (action: OrganisationAction, kind: UnitKind): Tier[] =>
  competences
    .filter((row) => actionsOfKind[kind].includes(action) && allows(row, action, kind))
    .map(({ tier }) => tier)
    .reverse();

/** What the actor may do to an existing unit as it is now: the buttons of its page, the `actions` of its JSON. */
export const organisationActionsOn = (
  actor: Who,
  unit: { readonly kind: UnitKind; readonly path: string; readonly closed_at: Date | null },
): OrganisationAction[] =>
  actionsOfKind[unit.kind].filter(
    (action) =>
      action !== 'add' &&
      (action === 'reopen') === (unit.closed_at !== null) &&
      mayOrganise(actor, action, { kind: unit.kind, parent: parentPath(unit.path) }),
  );

/** Kinds that the actor may add right below a unit of this kind at this path, in the order of the table. */
export const kindsToAdd = (
  actor: Who,
  parent: { readonly kind: UnitKind; readonly path: string },
): UnitKind[] =>
  (Object.keys(parentKinds) as UnitKind[]).filter(
    (kind) =>
      parentKinds[kind].includes(parent.kind) && mayOrganise(actor, 'add', { kind, parent: parent.path }),
  );
