/** The transfer workbook: what its rows would do, and doing it: proposed, or carried out where its sender is who acts. */
import type { FormRow } from '../../../database/forms.ts';
import { beyondScope, type Scoped } from '../../../database/scope.ts';
import { carryOut } from '../../../database/transfer-decisions.ts';
import { transferFacts } from '../../../database/transfer-facts.ts';
import { proposeTransfers, type Wish } from '../../../database/transfer-proposals.ts';
import { waitingAmong } from '../../../database/transfers.ts';
import { transferIssues } from '../../../pipeline/transfer-checks.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FormLine } from '../../../schemas/form.ts';
import { masked } from '../../../schemas/mask.ts';
import { problem } from '../../../schemas/problem.ts';
import { transferRoutes } from '../../../schemas/transfer.ts';
import type { TransferRowFacts } from '../../../schemas/transfer-form.ts';
import type { PageContext } from '../../page.ts';
import type { Form } from '../forms/form.ts';
import { words } from './words.ts';

const factsOf = (tx: Scoped, rows: readonly FormRow[]): Promise<TransferRowFacts[]> =>
  beyondScope(tx, (all) =>
    transferFacts(
      all,
      rows.map(({ values }) => values),
    ),
  );

const named = (place: TransferRowFacts['from'], text: string | null): string =>
  'school' in place ? place.school.name : (text ?? '');

function lineOf(
  row: FormRow,
  facts: TransferRowFacts | undefined,
  actor: Actor,
  page: PageContext,
): FormLine {
  const { name, id_number, from_school, to_school } = row.values;
  const subject = `${name ?? ''} ${masked('id_number', id_number) ?? ''}`;
  if (facts?.acting == null) return { row: row.row, subject, does: '' };
  const { route, unit_name, unit_path } = facts.acting;
  const move = `${named(facts.from, from_school)} → ${named(facts.to, to_school)}`;
  const isOwn = unit_path === actor.unit_path;
  const parts = [
    move,
    page.say(transferRoutes[route].sentence, { unit: unit_name }),
    page.say(isOwn ? words.formActs : words.formWaits),
  ];
  return { row: row.row, subject, does: parts.join(page.language === 'zh' ? '；' : '. ') };
}

/** Throws `form-moved` where the registry no longer allows what the check allowed. */
async function wishesOf(
  tx: Scoped,
  actor: Actor,
  upload_id: string,
  rows: readonly FormRow[],
): Promise<Wish[]> {
  const facts = await factsOf(tx, rows);
  const issues = transferIssues({ rows, columns: {} }, facts, actor);
  if (issues.length > 0) throw problem('form-moved', { count: new Set(issues.map(({ row }) => row)).size });
  return rows.flatMap((row, at): Wish[] => {
    const { person, to } = facts[at] ?? {};
    if (!person || to === undefined || !('school' in to)) return [];
    const { stage, subject, is_rural, effective_date, reason } = row.values;
    return [
      {
        ...{ teacher_id: person.id, to_unit_id: to.school.id, said: { stage, subject, is_rural } },
        ...{ effective_date, reason, origin: 'form', upload_id, sheet: row.sheet, row_number: row.row },
      },
    ];
  });
}

export const transferForm: Form = {
  lines: async (tx, actor, _uploadId, rows, page) => {
    const facts = await factsOf(tx, rows);
    return rows.map((row, at) => lineOf(row, facts[at], actor, page));
  },
  carryOut: async (tx, actor, uploadId, rows) => {
    const wishes = await wishesOf(tx, actor, uploadId, rows);
    const wished = await beyondScope(tx, (all) => proposeTransfers(all, actor, wishes));
    const ids = wished.flatMap(({ transfer_id }) => transfer_id ?? []);
    // Who acts has read each line and given the word: a second one would ask the same again.
    const own = await waitingAmong(tx, actor.unit_id, ids);
    const { carried_out } = await carryOut(tx, actor, own);
    const pulledIn = wished.filter(({ outcome }) => outcome === 'carried_out').length;
    return { transfers: wished.length, carried_out: carried_out.length + pulledIn };
  },
  result: () => '/transfers',
};
