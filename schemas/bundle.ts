/** What one archive with the files of many schools may hold, and what comes out of it. */
import type { Refusal } from './refusal.ts';
import { defaultReadLimits, type ReadLimits } from './workbook.ts';

export interface BundleLimits extends ReadLimits {
  /** School files in one archive; what systems add by themselves isn't counted. */
  readonly files: number;
}

export const defaultBundleLimits: BundleLimits = { ...defaultReadLimits, files: 500 };

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
