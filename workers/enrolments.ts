/** An enrolment workbook beside the registry: what forbids its rows, by the campaign at the moment it was received. */
import { campaignOfUpload, enrolmentFacts } from '../database/enrolment-facts.ts';
import type { Scoped } from '../database/scope.ts';
import { enrolmentIssues } from '../pipeline/enrolment-checks.ts';
import type { ExamineContext, Examined } from '../schemas/examined.ts';
import type { Issue } from '../schemas/issue.ts';
import type { UnitFacts } from '../schemas/unit.ts';

export async function checkEnrolments(
  tx: Scoped,
  file: Examined<'enrolment'>,
  _context: ExamineContext,
  unit: UnitFacts,
  uploadId: string,
): Promise<readonly Issue[]> {
  const { campaign } = await campaignOfUpload(tx, uploadId);
  if (campaign === null) return enrolmentIssues(file, null);
  const rows = file.rows.map(({ values }) => values);
  return enrolmentIssues(file, await enrolmentFacts(tx, campaign, unit, rows));
}
