/** What one archive with the files of many schools may hold, and what comes out of it. */
import type { Refusal } from './refusal.ts';
import { defaultReadLimits, type ReadLimits } from './workbook.ts';

export interface BundleLimits extends ReadLimits {
  /** School files in one archive; what systems add by themselves isn't counted. */
  readonly files: number;
}

const MIB = 1024 * 1024;

/** The limits of an archive where single files have these: its files are all in memory at once, so together they get less. */
export const bundleLimitsOf = (limits: ReadLimits): BundleLimits => ({
  ...limits,
  unpacked_bytes: Math.min(limits.unpacked_bytes, 100 * MIB),
  files: 500,
});

export const defaultBundleLimits = bundleLimitsOf(defaultReadLimits);

/** One file of a bundle: its bytes, or why they could not be had. A bad file spoils only itself. */
export type BundledFile = { readonly shown: string } & (
  | { readonly bytes: Uint8Array; readonly refusal?: never }
  | { readonly bytes?: never; readonly refusal: Refusal }
);

export interface Bundle {
  /** In the order of the archive. */
  readonly files: readonly BundledFile[];
  /** Shown names of what systems add by themselves (`__MACOSX`, `Thumbs.db`, `~$…`): told, never read. */
  readonly ignored: readonly string[];
}

/** How a file says by itself whose it is; the registry still has to know that school, within the sender's scope. */
export type UnitClaim =
  | { readonly by: 'stamp'; readonly unit_id: string }
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'name'; readonly name: string };

/** What became of one file of a bundle when it was taken in; what its check finds later is told by its upload. */
export const bundleOutcomes = ['routed', 'repeated', 'unrouted', 'refused', 'ignored'] as const;
export type BundleOutcome = (typeof bundleOutcomes)[number];

/**
 * Why a file has no school yet. `unknown` is said of a code or name that no unit within the sender's scope has, whether or
 * not one outside has it; `outside` only of a stamp, which proves by itself that there is such a unit.
 */
export const unroutedReasons = [
  'says-nothing',
  'unknown',
  'outside',
  'ambiguous',
  'not-a-school',
  'not-read',
  'submission-closed',
] as const;
export type UnroutedReason = (typeof unroutedReasons)[number];
