/** The submission forms of the expert teams: the columns of template E, a sheet for each level, numbers masked unless asked for. */
import { projectsOf } from '../../database/campaigns.ts';
import { listExperts, type ShownExpert } from '../../database/experts.ts';
import type { Scoped } from '../../database/scope.ts';
import type { SheetColumn } from '../../pipeline/write/roster-sheet.ts';
import type { Table } from '../../pipeline/write/tables.ts';
import { teamWords as label } from '../../pipeline/write/team-words.ts';
import { activeExpertStates, expertLifecycle } from '../../schemas/expert-lifecycle.ts';
import type { Numbers } from '../../schemas/export.ts';
import { masked } from '../../schemas/mask.ts';
import { expertSheet, teamLevels } from '../../schemas/sheets/expert.ts';
import type { Stage } from '../../schemas/subject.ts';
import { type Tables, writeTables } from './tables.ts';
import type { ExportWriter } from './writing.ts';

const columns: readonly SheetColumn[] = [
  ...Object.values(expertSheet.columns).map(({ label: name, width }) => ({ label: name, width })),
  { label: label.state, width: 10 },
  { label: label.proposer, width: 20 },
  { label: label.workshop, width: 24 },
];

/** More than any campaign has. */
const most = 100_000;

function rowOf(expert: ShownExpert, projects: Readonly<Record<Stage, string>>, numbers: Numbers): string[] {
  const shown = (field: 'id_number' | 'mobile') =>
    numbers === 'full' ? expert[field] : masked(field, expert[field]);
  return [
    ...[projects[expert.stage] ?? '', expert.level, expert.name, expert.id_type, shown('id_number')],
    ...[expert.workplace, expert.county, expert.stage, expert.subject ?? '', expert.title],
    ...[expert.honours ?? '', shown('mobile'), expert.email ?? '', String(expert.capacity)],
    expert.serves === null ? '' : expert.served_names.join('、'),
    ...[expertLifecycle.states[expert.state].zh, expert.unit_name, expert.workshop ?? ''],
  ];
}

/** Whoever is proposed or decided within scope, by level, stage and subject. */
async function expertTables(
  tx: Scoped,
  campaign_id: string,
  area: string,
  numbers: Numbers,
): Promise<Tables> {
  const projects = await projectsOf(tx, campaign_id);
  const found = await listExperts(tx, { campaign_id, area }, { limit: most, offset: 0 });
  const active = found.filter(({ state }) => activeExpertStates.includes(state));
  const tableOf = (name: string, experts: readonly ShownExpert[]): Table => ({
    ...{ name, columns },
    rows: experts.map((expert) => rowOf(expert, projects, numbers)),
  });
  const sheets = teamLevels.flatMap(({ value }) => {
    const own = active.filter(({ level }) => level === value);
    return own.length === 0 ? [] : [tableOf(value, own)];
  });
  const all = tableOf('专家', active);
  return { all, sheets: sheets.length === 0 ? [all] : sheets };
}

export const writeExperts: ExportWriter = async (writing) => {
  const { tx, wish } = writing;
  const tables = await expertTables(tx, wish.campaign_id ?? '', wish.area.path, wish.numbers);
  return await writeTables(writing, tables);
};
