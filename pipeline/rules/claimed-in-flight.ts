/** Two units that send in the same new person at the same time hear of each other, before the registry has either. */
import { claimingKinds } from '../../schemas/change.ts';
import type { Claim } from '../../schemas/snapshot.ts';
import { words } from '../explanation.ts';
import { personOf } from '../matching.ts';
import { rule } from '../rule.ts';

export const claimedInFlight = rule({
  id: 'claimed-in-flight',
  severity: 'warning',
  scope: 'registry',
  reads: ['id_type', 'id_number'],
  title: words('其他单位也在上报此人', 'Sent in by another unit too'),
  message: words(
    '“{unit}”正在上报的文件（回执 {receipt}）中也有此人，同一人只能在一个单位在职',
    '"{unit}" is sending in the same person (receipt {receipt}); a person is in service at one unit only',
  ),
  fix: words(
    '请与该单位核实：不在本单位任教的，从文件中删去；确在本单位任教的，可照常提交，由上级审核决定。',
    'Ask the other unit: delete the row if the person does not teach here; otherwise submit, and the reviewer decides.',
  ),
  *check({ rows, snapshot, changeOf }) {
    const { claims = [] } = snapshot;
    if (claims.length === 0) return;
    const byDocument = new Map<string, Claim[]>();
    for (const claim of claims) {
      byDocument.set(claim.document, [...(byDocument.get(claim.document) ?? []), claim]);
    }
    for (const row of rows) {
      const kind = changeOf(row)?.kind;
      if (kind === undefined || !claimingKinds.has(kind)) continue;
      for (const { unit_name, receipt } of byDocument.get(personOf(row) ?? '') ?? []) {
        yield { row, field: 'id_number', params: { unit: unit_name, receipt } };
      }
    }
  },
});
