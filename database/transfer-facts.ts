/** What the registry knows of the rows of a transfer workbook, in a few statements whatever their number. */
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { identityKey } from '../schemas/snapshot.ts';
import type { NamedSchool, TransferRowFacts } from '../schemas/transfer-form.ts';
import { destinationsOf } from './destinations.ts';
import type { Scoped } from './scope.ts';
import { actingFor, claimOf, type Document, peopleByDocument, placesByIds } from './transfer-lookups.ts';
import { openDestinations } from './transfers.ts';

/** What of a row the registry is asked about. */
export interface TransferAsked extends Document {
  readonly from_school: string | null;
  readonly to_school: string | null;
}

/** One answer for each row, in their order. To be asked across all units: a row may name any school of the province. */
export async function transferFacts(tx: Scoped, rows: readonly TransferAsked[]): Promise<TransferRowFacts[]> {
  const people = await peopleByDocument(tx, rows);
  const schools = await schoolsNamed(tx, rows);
  const schoolOf = (text: string | null): NamedSchool => schools.get(text ?? '') ?? { doubt: 'unknown' };
  const found = rows.map((row) => ({
    person: people.get(identityKey(row)) ?? null,
    from: schoolOf(row.from_school),
    to: schoolOf(row.to_school),
  }));
  const moves = found.flatMap(({ person, to }, at) =>
    person === null || !('school' in to) || person.unit_id === to.school.id
      ? []
      : [{ at, status: person.record.status, from_path: person.unit_path, to: to.school }],
  );
  const acting = new Map((await actingFor(tx, moves)).map((one, at) => [moves[at]?.at, one]));
  const open = await openDestinations(
    tx,
    found.flatMap(({ person }) => person?.id ?? []),
  );
  return found.map(({ person, from, to }, at) => ({
    ...{ from, to, acting: acting.get(at) ?? null },
    person: person === null ? null : personOf(person),
    open_to: open.get(person?.id ?? '') ?? null,
  }));
}

const personOf = (person: {
  id: string;
  unit_id: string;
  unit_path: string;
  record: TeacherRecord;
}): TransferRowFacts['person'] => ({
  ...{ id: person.id, name: person.record.name ?? '', unit_id: person.unit_id, unit_path: person.unit_path },
});

/** By the text that names them: a code, or a whole name. */
async function schoolsNamed(
  tx: Scoped,
  rows: readonly TransferAsked[],
): Promise<ReadonlyMap<string, NamedSchool>> {
  const texts = [...new Set(rows.flatMap((row) => [row.from_school ?? [], row.to_school ?? []].flat()))];
  const found = await destinationsOf(tx, texts.map(claimOf));
  const places = await placesByIds(
    tx,
    found.flatMap((one) => ('unit' in one ? [one.unit.id] : [])),
  );
  return new Map(
    texts.map((text, at): [string, NamedSchool] => {
      const one = found[at];
      const place = one !== undefined && 'unit' in one ? places.get(one.unit.id) : undefined;
      if (place === undefined) {
        const isAmbiguous = one !== undefined && 'reason' in one && one.reason === 'ambiguous';
        return [text, { doubt: isAmbiguous ? 'ambiguous' : 'unknown' }];
      }
      if (place.closed_at !== null) return [text, { doubt: 'closed' }];
      const { id, path, name, stages } = place;
      return [text, { school: { id, path, name, stages } }];
    }),
  );
}
