/** Everything one bundle's page shows, gathered within the viewer's scope. */
import { countStandings, filesOfBundle, type ShownBundleFile } from '../../../database/bundle-files.ts';
import { bundleById, type ShownBundle } from '../../../database/bundles.ts';
import type { Scoped } from '../../../database/scope.ts';
import { type SchoolName, schoolsBelow } from '../../../database/units.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import { countOf, type GroupName, type Standings, standingsOf } from './groups.ts';

export interface BundleQuery {
  readonly page: number;
  readonly show?: GroupName | undefined;
  /** Position of the file that somebody has just chosen a school for. */
  readonly routed?: number | undefined;
}

export interface BundleModel {
  readonly bundle: ShownBundle;
  readonly standings: Standings;
  readonly files: readonly ShownBundleFile[];
  /** How many files match the query. */
  readonly total: number;
  readonly query: BundleQuery;
  /** To choose from where files wait for their school; the first thousand. */
  readonly schools: readonly SchoolName[];
  readonly justRouted: ShownBundleFile | null;
}

const mostSchools = 1_000;

/** Throws `not-found` outside the scope. */
export async function bundleModel(tx: Scoped, id: string, query: BundleQuery): Promise<BundleModel> {
  const { show, page, routed } = query;
  const bundle = await bundleById(tx, id);
  const standings = await countStandings(tx, id);
  const files = await filesOfBundle(tx, id, {
    standings: standingsOf(show),
    limit: pageSize,
    offset: offsetOf(page),
  });
  const total = countOf(standings, show);
  return {
    ...{ bundle, standings, files, total, query },
    schools: show === 'unrouted' && total > 0 ? await schoolsBelow(tx, bundle.unit_path, mostSchools) : [],
    justRouted: routed === undefined ? null : await fileAt(tx, id, routed),
  };
}

/** One file of a bundle; positions are counted from 1 without gaps. */
export async function fileAt(tx: Scoped, id: string, position: number): Promise<ShownBundleFile | null> {
  const [file] = await filesOfBundle(tx, id, { limit: 1, offset: position - 1 });
  return file ?? null;
}
