/** How a bundle's files are counted and filtered: a few groups of the states that their uploads may be in. */
import type { Standing } from '../../../database/bundle-files.ts';
import type { groupWords } from './words.ts';

export type GroupName = keyof typeof groupWords;

/** In the order in which somebody has to do with them. */
export const groups: Readonly<Record<GroupName, readonly Standing[]>> = {
  unrouted: ['unrouted'],
  refused: ['refused'],
  checking: ['received'],
  needs_fix: ['needs_fix', 'returned', 'failed'],
  ready: ['ready'],
  submitted: ['submitted', 'approved', 'applied', 'stuck'],
  over: ['superseded', 'routed', 'repeated'],
  ignored: ['ignored'],
};

export const groupNames = Object.keys(groups) as GroupName[];

/** Shown even when nothing is in them: their zero is good news, or what is waited for. */
export const alwaysShown: ReadonlySet<GroupName> = new Set(['unrouted', 'refused', 'needs_fix', 'ready']);

export type Standings = Readonly<Partial<Record<Standing, number>>>;

/** How many files are in a group, or were put into the archive by people. */
export const countOf = (standings: Standings, group?: GroupName): number =>
  standingsOf(group).reduce((sum, standing) => sum + (standings[standing] ?? 0), 0);

/** The standings of a group, or of all that people put into the archive: what systems add is told only where it is asked for. */
export const standingsOf = (group: GroupName | undefined): readonly Standing[] =>
  group === undefined
    ? groupNames.filter((name) => name !== 'ignored').flatMap((name) => groups[name])
    : groups[group];
