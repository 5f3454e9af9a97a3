/** A row of the transfer workbook beside the registry: whom and where it means, and what would come of it. */

import type { Stage } from './subject.ts';
import type { TransferRoute } from './transfer.ts';

/** Why a school that a row names is none to be sure of. */
export type SchoolDoubt = 'unknown' | 'ambiguous' | 'closed';

export interface SchoolMeant {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  /** Empty for an institution, where any may be named. */
  readonly stages: readonly Stage[];
}

export type NamedSchool = { readonly school: SchoolMeant } | { readonly doubt: SchoolDoubt };

export interface TransferRowFacts {
  /** Whom the registry has under the row's document; null for nobody. */
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly unit_id: string;
    readonly unit_path: string;
  } | null;
  readonly from: NamedSchool;
  readonly to: NamedSchool;
  /** Who would act; null where the person or the school is in doubt. */
  readonly acting: {
    readonly route: TransferRoute;
    readonly unit_path: string;
    readonly unit_name: string;
  } | null;
  /** Where a transfer that is open already leads to. */
  readonly open_to: string | null;
}
