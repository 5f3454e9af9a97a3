/** Whether a change set takes so many teachers from a unit that somebody has to say that it is meant. */

/** Both must be exceeded: a small school loses a tenth with one teacher, a large one loses four every summer. */
export interface ShrinkagePolicy {
  readonly more_than_percent: number;
  readonly more_than_teachers: number;
}

export const usualShrinkage: ShrinkagePolicy = { more_than_percent: 10, more_than_teachers: 3 };

export interface Shrinkage {
  readonly before: number;
  readonly after: number;
  readonly fewer: number;
  /** Of those before, rounded to one decimal. */
  readonly percent: number;
}

/**
 * The figures of an abnormal shrinkage, null for an ordinary one. Newcomers make nothing good: a school that loses half its
 * teachers and gains as many has lost half of them.
 * @param in_service teachers in service before
 * @param departing of them, those who leave
 */
export function abnormalShrinkage(
  { in_service, departing }: { readonly in_service: number; readonly departing: number },
  { more_than_percent, more_than_teachers }: ShrinkagePolicy,
): Shrinkage | null {
  const isMany = departing > more_than_teachers;
  const isMuch = departing * 100 > in_service * more_than_percent;
  if (!isMany || !isMuch) return null;
  return {
    before: in_service,
    after: in_service - departing,
    fewer: departing,
    percent: Math.round((departing * 1000) / in_service) / 10,
  };
}
