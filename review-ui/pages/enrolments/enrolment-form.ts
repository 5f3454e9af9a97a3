/** The enrolment workbook: what its rows would do, line by line, and doing it in one transaction. */
import { campaignOfUpload, enrolmentFacts } from '../../../database/enrolment-facts.ts';
import { enrol } from '../../../database/enrolments.ts';
import type { FormRow } from '../../../database/forms.ts';
import { beyondScope, type Scoped } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { enrolmentIssues } from '../../../pipeline/enrolment-checks.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { cellText } from '../../../schemas/enrolment.ts';
import type { EnrolmentFileFacts, EnrolmentRowFacts } from '../../../schemas/enrolment-form.ts';
import type { FormLine } from '../../../schemas/form.ts';
import { masked } from '../../../schemas/mask.ts';
import { problem } from '../../../schemas/problem.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import type { Form } from '../forms/form.ts';
import { words } from './words.ts';

interface Known {
  readonly campaign: Campaign;
  readonly received_at: Date;
  readonly unit: UnitFacts;
  readonly facts: EnrolmentFileFacts;
}

/** What is shown and what is done rest on one campaign, the file's own. Null where it was received without any. */
async function knownOf(
  tx: Scoped,
  actor: Actor,
  uploadId: string,
  rows: readonly FormRow[],
): Promise<Known | null> {
  const { campaign, received_at } = await campaignOfUpload(tx, uploadId);
  if (campaign === null) return null;
  const unit = await unitById(tx, actor.unit_id);
  const values = rows.map((row) => row.values);
  return {
    ...{ campaign, received_at, unit },
    facts: await beyondScope(tx, (all) => enrolmentFacts(all, campaign, unit, values)),
  };
}

function lineOf(row: FormRow, known: EnrolmentRowFacts | undefined, page: PageContext): FormLine {
  const { name, id_number, stage, subject } = row.values;
  const who = `${name ?? ''} ${masked('id_number', id_number) ?? ''}`;
  if (stage === null) return { row: row.row, subject: who, does: '' };
  const cell = cellText({ stage, subject });
  const before = known?.held ? cellText(known.held) : null;
  const said = before === null ? words.lineNew : before === cell ? words.lineSame : words.lineChanged;
  return { row: row.row, subject: who, does: page.say(said, { cell, before }) };
}

export const enrolmentForm: Form = {
  lines: async (tx, actor, uploadId, rows, page) => {
    const known = await knownOf(tx, actor, uploadId, rows);
    return known === null ? [] : rows.map((row, at) => lineOf(row, known.facts.rows[at], page));
  },
  carryOut: async (tx, actor, uploadId, rows) => {
    const known = await knownOf(tx, actor, uploadId, rows);
    if (known === null) throw problem('no-campaign');
    const { campaign, unit, facts, received_at } = known;
    // A row of this template; the fields of others are not read.
    const file = { rows: rows as never, columns: {} };
    const errors = enrolmentIssues(file, facts).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw problem('form-moved', { count: new Set(errors.map(({ row }) => row)).size });
    const wishes = rows.flatMap((row, at) => {
      const person = facts.rows[at]?.person;
      const { stage, subject, cert_no } = row.values;
      return person == null || stage === null ? [] : [{ teacher_id: person.id, stage, subject, cert_no }];
    });
    const source = { at: received_at, upload_id: uploadId };
    return { ...(await enrol(tx, actor, campaign, unit, wishes, source)) };
  },
  result: () => '/enrolments',
};
