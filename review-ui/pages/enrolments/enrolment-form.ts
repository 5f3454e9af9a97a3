/** The enrolment workbook: what its rows would do, line by line, and doing it in one transaction. */

import { campaignAt } from '../../../database/campaigns.ts';
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
import type { PageContext } from '../../page.ts';
import type { Form } from '../forms/form.ts';
import { words } from './words.ts';

async function factsOf(
  tx: Scoped,
  actor: Actor,
  campaign: Campaign,
  rows: readonly FormRow[],
): Promise<EnrolmentFileFacts> {
  const unit = await unitById(tx, actor.unit_id);
  const values = rows.map((row) => row.values);
  return await beyondScope(tx, (all) => enrolmentFacts(all, campaign, unit, values));
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
  lines: async (tx, actor, rows, page) => {
    const [first] = rows;
    const campaign = first === undefined ? null : await campaignAt(tx, page.now);
    if (campaign === null) return [];
    const facts = await factsOf(tx, actor, campaign, rows);
    return rows.map((row, at) => lineOf(row, facts.rows[at], page));
  },
  carryOut: async (tx, actor, uploadId, rows) => {
    const campaign = await campaignOfUpload(tx, uploadId);
    if (campaign === null) throw problem('no-campaign');
    const unit = await unitById(tx, actor.unit_id);
    const facts = await factsOf(tx, actor, campaign, rows);
    // A row of this template; the fields of others are not read.
    const file = { rows: rows as never, columns: {} };
    const errors = enrolmentIssues(file, facts).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw problem('form-moved', { count: new Set(errors.map(({ row }) => row)).size });
    const wishes = rows.flatMap((row, at) => {
      const person = facts.rows[at]?.person;
      const { stage, subject, cert_no } = row.values;
      return person == null || stage === null ? [] : [{ teacher_id: person.id, stage, subject, cert_no }];
    });
    return { ...(await enrol(tx, actor, campaign, unit, wishes, uploadId)) };
  },
  result: () => '/enrolments',
};
