/** Sorts teachers pinned by hand into those who can stay where they were put and those who can't, with the reason. */

import type { EnrolledTeacher, Pins, StaffingOptions } from '../../schemas/staffing.ts';
import type { BrokenPin, CellPlan, TeacherPinFailure } from '../../schemas/staffing-plan.ts';
import { byId, cellKey } from './cells.ts';

export interface KeptPins {
  /** teacher_id → key of a group that exists and has room for all that are pinned to it. */
  readonly kept: ReadonlyMap<string, string>;
  readonly broken: readonly BrokenPin[];
}

/** Which of the pins hold against these groups; of more than a group has room for, those with the lowest ids. */
export function keptPins(
  pins: Pins,
  enrolled: readonly EnrolledTeacher[],
  cells: readonly CellPlan[],
  { ratio, pooling }: StaffingOptions,
): KeptPins {
  const teachers = new Map(enrolled.map((teacher) => [teacher.teacher_id, teacher]));
  const groups = new Map(
    cells.flatMap((cell) => cell.groups.map((group) => [group.key, { cell, group }] as const)),
  );
  const taken = new Map<string, number>();
  const failureOf = (teacher_id: string, key: string): TeacherPinFailure | null => {
    const teacher = teachers.get(teacher_id);
    if (teacher === undefined) return 'not-enrolled';
    const found = groups.get(key);
    if (found === undefined) return 'no-such-group';
    if (cellKey(found.cell) !== cellKey(teacher)) return 'other-cell';
    if (pooling === 'county' && found.group.county_id !== teacher.county_id) return 'other-county';
    return (taken.get(key) ?? 0) >= ratio ? 'group-full' : null;
  };
  const kept = new Map<string, string>();
  const broken: BrokenPin[] = [];
  for (const [teacher_id, group] of Object.entries(pins.teachers).sort(([a], [b]) => byId(a, b))) {
    const why = failureOf(teacher_id, group);
    if (why !== null) {
      broken.push({ kind: 'teacher', teacher_id, group, why });
      continue;
    }
    kept.set(teacher_id, group);
    taken.set(group, (taken.get(group) ?? 0) + 1);
  }
  return { kept, broken };
}
