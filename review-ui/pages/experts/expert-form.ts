/** The expert workbook and the form for one: what rows would do, and adding them, all or none. */
import type { SubjectLists } from '../../../database/campaigns.ts';
import { expertFacts } from '../../../database/expert-facts.ts';
import { proposeExperts } from '../../../database/experts.ts';
import type { FormRow } from '../../../database/forms.ts';
import { beyondScope, type Scoped } from '../../../database/scope.ts';
import { describe as describeIssue } from '../../../pipeline/describe.ts';
import { expertIssues } from '../../../pipeline/expert-checks.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { type ExpertRowFacts, type NewExpert, workshopOf } from '../../../schemas/expert.ts';
import { expertRolesOf } from '../../../schemas/expert-lifecycle.ts';
import type { Issue } from '../../../schemas/issue.ts';
import type { Language } from '../../../schemas/language.ts';
import { masked } from '../../../schemas/mask.ts';
import { problem } from '../../../schemas/problem.ts';
import { teachersPerExpert } from '../../../schemas/staffing.ts';
import type { Form } from '../forms/form.ts';
import { words } from './words.ts';

interface Judged {
  readonly facts: readonly ExpertRowFacts[];
  readonly errors: readonly Issue[];
}

async function judged(tx: Scoped, actor: Actor, rows: readonly FormRow[]): Promise<Judged> {
  const asked = rows.map(({ values }) => values);
  const facts = await beyondScope(tx, (all) => expertFacts(all, actor.unit_path, asked));
  const issues = expertIssues({ rows, columns: {} }, facts, actor.tier);
  return { facts, errors: issues.filter(({ severity }) => severity === 'error') };
}

function newExpert(
  { values }: FormRow,
  facts: ExpertRowFacts | undefined,
  upload_id: string | null,
  workshop?: string,
): NewExpert[] {
  const { name, id_type, id_number, mobile, level, stage, subject, title, unit_name, county } = values;
  if (facts === undefined || facts.project === null) return [];
  if (name === null || id_type === null || id_number === null || mobile === null) return [];
  if (level === null || stage === null || title === null) return [];
  const served = facts.served.flatMap(({ id }) => id ?? []);
  return [
    {
      ...{ campaign_id: facts.project.campaign_id, level, stage, subject, title, upload_id },
      ...{ name, id_type, id_number, mobile, email: values.email, honours: values.honours },
      ...{ workplace: unit_name ?? '', county: county ?? '', county_id: facts.county_id },
      workshop: level === '省级' ? (workshop ?? workshopOf(stage, subject)) : null,
      teacher_id: facts.person?.id ?? null,
      capacity: Number(values.capacity ?? teachersPerExpert),
      serves: served.length === 0 ? null : served,
    },
  ];
}

/** A stage without subjects has none, whatever was said. Throws `expert-subject` with those that there are. */
function withSubjectOfStage(row: FormRow, subjects: SubjectLists): FormRow {
  const { stage, subject } = row.values;
  const possible = stage === null ? [] : subjects[stage];
  if (possible.length === 0) return { ...row, values: { ...row.values, subject: null } };
  if (subject === null || !possible.includes(subject)) {
    throw problem('expert-subject', { stage, subjects: possible.join('、') });
  }
  return row;
}

/**
 * Adds one expert; `subjects` are the campaign's. Throws `expert-refused` with what is wrong, `expert-taken` and `expert-subject`.
 */
export async function addOne(
  tx: Scoped,
  actor: Actor,
  given: FormRow,
  {
    workshop,
    subjects,
    language,
  }: { workshop: string | undefined; subjects: SubjectLists; language: Language },
): Promise<string> {
  const row = withSubjectOfStage(given, subjects);
  const { facts, errors } = await judged(tx, actor, [row]);
  // A host may have several workshops; the wall stands on the one that was named.
  const wrong = errors.filter(({ rule }) => rule !== 'expert-taken' || workshop === undefined);
  if (wrong.length > 0) {
    const why = wrong
      .map((issue) => describeIssue(issue, language).message)
      .join(language === 'zh' ? '；' : '; ');
    throw problem('expert-refused', { why });
  }
  const [id] = await proposeExperts(tx, actor, newExpert(row, facts[0], null, workshop));
  if (id === undefined) throw problem('expert-refused', { why: '' });
  return id;
}

export const expertForm: Form = {
  lines: async (_tx, actor, _uploadId, rows, page) => {
    const decides = expertRolesOf(actor, actor.unit_path).includes('deciding');
    return rows.map((row) => {
      const { name, id_number, level, stage, subject } = row.values;
      return {
        row: row.row,
        subject: `${name ?? ''} ${masked('id_number', id_number) ?? ''}`,
        does: page.say(decides ? words.formDecides : words.formProposes, {
          level: level ?? '',
          cell: `${stage ?? ''}${subject ?? ''}`,
        }),
      };
    });
  },
  carryOut: async (tx, actor, uploadId, rows) => {
    const { facts, errors } = await judged(tx, actor, rows);
    if (errors.length > 0) throw problem('form-moved', { count: new Set(errors.map(({ row }) => row)).size });
    const experts = rows.flatMap((row, at) => newExpert(row, facts[at], uploadId));
    const ids = await proposeExperts(tx, actor, experts);
    return { experts: ids.length };
  },
  result: () => '/experts',
};
