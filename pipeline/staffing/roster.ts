/** Rosters on their way into a plan: taken out of what the registry hands over, out of a plan, and one put into the other. */
import type { CellRoster } from '../../schemas/planner.ts';
import type { EnrolledTeacher } from '../../schemas/staffing.ts';
import type { StaffingPlan } from '../../schemas/staffing-plan.ts';
import { cellKey } from './cells.ts';

export const enrolledFrom = (roster: readonly CellRoster[]): EnrolledTeacher[] =>
  roster.flatMap(({ stage, subject, units }) =>
    (JSON.parse(units) as [string, string, string][]).flatMap(([unit_id, county_id, ids]) =>
      ids.split(' ').map((teacher_id) => ({ teacher_id, unit_id, county_id, stage, subject })),
    ),
  );

/** The roster that a plan was made with. */
export const plannedRoster = ({ cells }: Pick<StaffingPlan, 'cells'>): EnrolledTeacher[] =>
  cells.flatMap(({ stage, subject, groups }) =>
    groups.flatMap(({ units }) =>
      units.flatMap(({ unit_id, county_id, teacher_ids }) =>
        teacher_ids.map((teacher_id) => ({ teacher_id, unit_id, county_id, stage, subject })),
      ),
    ),
  );

/** The roster of a plan with one cell as it is now. Whoever came to that cell from another has left the other. */
export function withCellOf(
  planned: readonly EnrolledTeacher[],
  now: readonly EnrolledTeacher[],
  cell: string,
): EnrolledTeacher[] {
  const own = now.filter((teacher) => cellKey(teacher) === cell);
  const here = new Set(own.map(({ teacher_id }) => teacher_id));
  const others = planned.filter((teacher) => cellKey(teacher) !== cell && !here.has(teacher.teacher_id));
  return [...others, ...own];
}
