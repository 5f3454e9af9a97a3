/** The tables of a staffing plan: figures, groups with who guides them, and the teachers of each county by group. */
import { countiesOf } from '../../database/expert-facts.ts';
import { expertNames } from '../../database/experts.ts';
import { beyondScope, type Scoped } from '../../database/scope.ts';
import { type City, planNames, planOf } from '../../database/staffing-plans.ts';
import { unitBeyond } from '../../database/units.ts';
import { cellFigures, partOfCounty, planFigures } from '../../pipeline/staffing/figures.ts';
import type { SheetColumn } from '../../pipeline/write/roster-sheet.ts';
import type { Table } from '../../pipeline/write/tables.ts';
import { teamWords as label } from '../../pipeline/write/team-words.ts';
import type { PlanContent, PlanFigures } from '../../schemas/kept-plan.ts';
import type { StudyGroup } from '../../schemas/staffing-plan.ts';
import { tierOfKind } from '../../schemas/unit.ts';
import { type Tables, writeTables } from './tables.ts';
import type { ExportWriter } from './writing.ts';

const column = (name: keyof typeof label, width: number): SheetColumn => ({ label: label[name], width });
const place = [column('stage', 10), column('subject', 14)];
const teacherColumns = [
  ...[column('county', 14), ...place, column('group', 18), column('unit', 28), column('teacher', 12)],
  ...[column('expert', 12), column('workplace', 28)],
];

function summary(content: PlanContent): Table {
  const figures = (of: Omit<PlanFigures, 'broken_pins'>) => [
    ...[of.enrolled, of.bound, of.needed, of.by_county, of.available, of.assigned, of.gaps],
  ];
  const cells = cellFigures(content);
  const number = (name: 'enrolled' | 'bound' | 'needed' | 'byCounty' | 'available' | 'assigned' | 'gap') => ({
    ...{ label: label[name], width: 12 },
  });
  return {
    name: '汇总',
    columns: [
      ...place,
      ...(['enrolled', 'bound', 'needed', 'byCounty', 'available', 'assigned', 'gap'] as const).map(number),
    ],
    rows: [
      ...cells.map((cell) => [cell.stage, cell.subject ?? '', ...figures(cell)]),
      ['合计', '', ...figures(planFigures(content))],
    ],
  };
}

/** Groups in the order of the plan, teachers by group and unit; `all` first where one table is wanted. */
async function staffingTables(
  tx: Scoped,
  campaign_id: string,
  city: City,
  content: PlanContent,
): Promise<Tables> {
  const { cells } = content.plan;
  const groups = cells.flatMap(({ groups: each }) => each);
  const members = groups.flatMap(({ units }) => units);
  const names = await planNames(
    tx,
    [...new Set(members.map(({ unit_id }) => unit_id))],
    members.flatMap(({ teacher_ids }) => teacher_ids),
  );
  const counties = await beyondScope(tx, (all) => countiesOf(all, city.path));
  const experts = await expertNames(
    tx,
    campaign_id,
    content.experts.map(({ expert_id }) => expert_id),
  );
  const countyName = new Map(counties.map(({ id, name }) => [id, name]));
  const guides = new Map(content.team.assignments.map((one) => [one.group, one.expert_id]));
  const guideOf = ({ key }: StudyGroup): [string, string] => {
    const expert = experts.get(guides.get(key) ?? '');
    return expert === undefined ? ['', ''] : [expert.name, expert.workplace];
  };
  const rows = cells.flatMap(({ stage, subject, groups: each }) =>
    each.flatMap((group) =>
      group.units.flatMap(({ unit_id, county_id, teacher_ids }) =>
        teacher_ids.map((id) => [
          ...[countyName.get(county_id) ?? '', stage, subject ?? '', group.key],
          ...[names.units.get(unit_id) ?? '', names.teachers.get(id) ?? '', ...guideOf(group)],
        ]),
      ),
    ),
  );
  const groupTable: Table = {
    name: '研修组',
    columns: [
      ...[...place, column('group', 18), column('teachers', 10), column('counties', 36)],
      ...[column('expert', 12), column('workplace', 28)],
    ],
    rows: cells.flatMap(({ stage, subject, groups: each }) =>
      each.map((group) => [
        ...[stage, subject ?? '', group.key, group.teachers],
        group.counties.map((one) => `${countyName.get(one.county_id) ?? ''} ${one.teachers}`).join('、'),
        ...guideOf(group),
      ]),
    ),
  };
  const ofCounty = counties.flatMap(({ name }): Table[] => {
    const own = rows.filter(([county]) => county === name);
    return own.length === 0 ? [] : [{ name, columns: teacherColumns, rows: own }];
  });
  const all = { name: '名单', columns: teacherColumns, rows };
  return { all, sheets: [summary(content), groupTable, ...ofCounty] };
}

/** A county is given what its city has published, and of that its own part. */
export const writeStaffing: ExportWriter = async (writing) => {
  const { tx, wish } = writing;
  const campaign = wish.campaign_id ?? '';
  const city = await unitBeyond(tx, wish.city_id ?? '');
  const isCounty = tierOfKind[wish.unit_kind] === 'county';
  const kept = await planOf(tx, campaign, city.id, { published: isCounty });
  if (kept === null) throw new Error(`the plan of export ${wish.id} is gone`);
  const content = isCounty ? partOfCounty(kept.content, wish.unit_id) : kept.content;
  return await writeTables(writing, await staffingTables(tx, campaign, city, content));
};
