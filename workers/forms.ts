/** Forms beside the registry: what each template asks of it, and what is found wrong then. */
import type { CheckClaim } from '../database/check-claims.ts';
import type { Database } from '../database/connect.ts';
import { expertFacts } from '../database/expert-facts.ts';
import { atOnce, type Scoped } from '../database/scope.ts';
import { transferFacts } from '../database/transfer-facts.ts';
import type { CheckResult } from '../database/verdict.ts';
import { countsOf } from '../pipeline/counts.ts';
import { expertIssues } from '../pipeline/expert-checks.ts';
import { inReadingOrder } from '../pipeline/findings.ts';
import { subjectOfStage } from '../pipeline/rules/subject-of-stage.ts';
import { transferIssues } from '../pipeline/transfer-checks.ts';
import type { ExamineContext, Examined } from '../schemas/examined.ts';
import type { FormTemplate } from '../schemas/form.ts';
import type { Issue } from '../schemas/issue.ts';
import { definitions } from '../schemas/sheets.ts';
import { tierOfKind } from '../schemas/unit.ts';
import { checkEnrolments } from './enrolments.ts';
import { checkOrganisations } from './organisations.ts';

/**
 * What is wrong with the rows of a form beside the registry, read through `tx` in a few statements whatever the number of rows.
 * The page that carries the form out asks the same once more, since the registry may have moved by then.
 */
type FormCheck<T extends FormTemplate> = (
  tx: Scoped,
  file: Examined<T>,
  context: ExamineContext,
  sender: CheckClaim['unit'],
  uploadId: string,
) => Promise<readonly Issue[]>;

const checks: { readonly [T in FormTemplate]: FormCheck<T> } = {
  transfer: async (tx, file, _, sender) => {
    const facts = await transferFacts(
      tx,
      file.rows.map(({ values }) => values),
    );
    return transferIssues(file, facts, { unit_path: sender.path });
  },
  organisation: checkOrganisations,
  enrolment: checkEnrolments,
  expert: async (tx, file, _, sender) => {
    const asked = file.rows.map(({ values }) => values);
    return expertIssues(file, await expertFacts(tx, sender.path, asked), tierOfKind[sender.kind]);
  },
};

/**
 * What a row is told by the usual lists of subjects when its file is read by itself. Where the subjects are a campaign's, its own
 * lists speak instead, in the check above.
 */
const overruled: { readonly [T in FormTemplate]?: string } = {
  enrolment: subjectOfStage.id,
  expert: subjectOfStage.id,
};

/** The verdict on a form: what is wrong in it, by itself and beside the registry. It makes no changes of its own. */
export async function checkForm(
  db: Database,
  { unit, upload }: Pick<CheckClaim, 'unit' | 'upload'>,
  file: Examined<FormTemplate>,
  context: ExamineContext,
): Promise<CheckResult> {
  const { template } = file;
  // The table's key is the type of its rows; the compiler can't follow one through the other.
  const check = checks[template] as FormCheck<FormTemplate>;
  const found = await atOnce(db, (tx) => check(tx, file, context, unit, upload.id));
  const own = file.issues.filter(({ rule }) => rule !== overruled[template]);
  const issues = inReadingOrder([...own, ...found], definitions[template]);
  return { examined: file, issues, changes: [], counts: countsOf(file.rows.length, issues, []) };
}
