/** What a sheet of schools amounts to beside the registry: one step for each row, or what forbids it. */
import type { AdminFacts } from './account.ts';
import type { Organisation, OrganisationFacts, OrganisationField } from './organisation-facts.ts';
import type { UnitKind } from './unit.ts';

/** A unit that rows name by one of its codes, as the registry knows it. */
export interface KnownUnit extends Organisation {
  /** Every code it has or had. */
  readonly codes: readonly string[];
  /** In service. */
  readonly teachers: number;
  readonly is_in_review: boolean;
}

/** An authority within the sender's area, itself among them. */
export interface Area {
  readonly id: string;
  readonly path: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface OrganisationSnapshot {
  readonly areas: readonly Area[];
  readonly units: readonly KnownUnit[];
  /** Open units within the sender's area that are called as rows call theirs. */
  readonly namesakes: readonly {
    readonly id: string;
    readonly parent_id: string | null;
    readonly name: string;
  }[];
}

interface Step {
  /** As the spreadsheet shows it. */
  readonly row: number;
}

export interface AddStep extends Step {
  readonly does: 'add';
  readonly parent: Area;
  readonly kind: UnitKind;
  readonly facts: OrganisationFacts;
  readonly admin: Omit<AdminFacts, 'username'> | null;
}
export interface ChangeStep extends Step {
  readonly does: 'change';
  readonly unit: KnownUnit;
  readonly facts: OrganisationFacts;
  readonly fields: readonly OrganisationField[];
  /** Where it moves; null where it stays. */
  readonly to: Area | null;
}
export interface EndStep extends Step {
  readonly does: 'end';
  readonly unit: KnownUnit;
  /** Code of the unit that takes over, which the same sheet may add; null where nobody does. */
  readonly into: string | null;
}
export type OrganisationStep = AddStep | ChangeStep | EndStep;
