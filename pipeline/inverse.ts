/** The inverse of an applied set: each cell goes back to what stood there before, unless something later stands on it. */
import { type CellChange, type CellChanges, type Change, riskOf } from '../schemas/change.ts';
import type { UploadCounts } from '../schemas/examined.ts';
import type {
  AppliedSet,
  Inverse,
  LaterVersion,
  RefusalReason,
  RefusedCell,
  WrittenVersion,
} from '../schemas/revert.ts';
import { type RecordField, recordFields, type TeacherRecord } from '../schemas/sheets/teacher.ts';
import { identityKey, type KnownTeacher } from '../schemas/snapshot.ts';
import { countsOf } from './counts.ts';

/** What an undo of one teacher comes to. */
interface Undone {
  readonly cells: CellChanges;
  readonly refused: readonly RefusedCell[];
}

/**
 * Pure. Applied at the teachers' present versions, the changes restore every cell that the set wrote and nothing has written
 * since; a person whom it added departs, for nobody is deleted. Every other cell of the set is refused, with what stands there.
 */
export function inverseOf({ written, holders }: AppliedSet): Inverse {
  const changes: Change[] = [];
  const refused: RefusedCell[] = [];
  for (const version of written) {
    const undone = undo(version, holders);
    if (version.now !== null && Object.keys(undone.cells).length > 0) {
      changes.push(changeOf(version.now, undone.cells));
    }
    refused.push(...undone.refused);
  }
  return { changes: changes.toSorted((a, b) => a.risk - b.risk), refused };
}

/** What a check counts, of an undo: no rows and no findings, since there is no file. */
export const countsOfInverse = ({ changes }: Inverse): UploadCounts => countsOf(0, [], changes);

function undo(version: WrittenVersion, holders: AppliedSet['holders']): Undone {
  const { now, before } = version;
  if (now === null) return nothing(version, 'at-another-unit');
  if (before === null) return undoAddition(version, now);
  return withoutTaken(version, now, undoCells(version, before, now), holders);
}

/** Fields that the version wrote something new into; an addition is undone by its status alone. */
const writtenFields = ({ before, after }: WrittenVersion): RecordField[] =>
  before === null ? ['status'] : recordFields.filter((field) => before[field] !== after[field]);

const nothing = (version: WrittenVersion, why: RefusalReason): Undone => ({
  cells: {},
  refused: writtenFields(version).map((field) => refusal(version, field, why, version.later[0])),
});

function undoAddition(version: WrittenVersion, now: KnownTeacher): Undone {
  if (version.later.length > 0) return nothing(version, 'added-and-changed');
  if (now.record.status !== '在职') return nothing(version, 'not-in-service');
  return { cells: { status: { old: '在职', new: '离职' } }, refused: [] };
}

function undoCells(version: WrittenVersion, before: TeacherRecord, { record }: KnownTeacher): Undone {
  const cells: Partial<Record<RecordField, CellChange>> = {};
  const refused: RefusedCell[] = [];
  for (const field of writtenFields(version)) {
    // Also where a later change came back to the same value: it stands there because somebody else said so.
    const later = version.later.find(({ fields }) => fields.includes(field));
    if (later === undefined && record[field] === version.after[field]) {
      cells[field] = { old: record[field], new: before[field] };
    } else {
      refused.push(refusal(version, field, 'changed-later', later));
    }
  }
  return { cells, refused };
}

const identifying: readonly RecordField[] = ['id_type', 'id_number', 'status'];

/** Nobody comes back into service under a document under which somebody else is in service by now. */
function withoutTaken(
  version: WrittenVersion,
  now: KnownTeacher,
  undone: Undone,
  holders: AppliedSet['holders'],
): Undone {
  const touched = identifying.filter((field) => undone.cells[field] !== undefined);
  const record = { ...now.record, ...newsOf(undone.cells) };
  const holder = holders.get(identityKey(record));
  const isTaken = record.status === '在职' && holder !== undefined && holder !== now.id;
  if (touched.length === 0 || !isTaken) return undone;
  const kept = Object.entries(undone.cells).filter(([field]) => !identifying.includes(field as RecordField));
  const refused = touched.map((field) => refusal(version, field, 'document-in-use', undefined));
  return { cells: Object.fromEntries(kept), refused: [...undone.refused, ...refused] };
}

const newsOf = (cells: CellChanges): Partial<TeacherRecord> =>
  Object.fromEntries(Object.entries(cells).map(([field, cell]) => [field, cell.new]));

function refusal(
  { teacher_id, after, now }: WrittenVersion,
  field: RecordField,
  why: RefusalReason,
  later: LaterVersion | undefined,
): RefusedCell {
  const { name, id_number } = now?.record ?? after;
  return {
    ...{ teacher_id, name: name ?? '', id_number: id_number ?? '', field, why },
    ...{ written: after[field], now: now?.record[field] ?? null },
    // Whatever another unit has done with the teacher since is that unit's.
    since: now === null ? null : (later?.receipt ?? null),
  };
}

function changeOf({ id, version, record }: KnownTeacher, cells: CellChanges): Change {
  const status = cells.status?.new;
  const kind = status === undefined || status === '在职' ? 'change' : 'depart';
  return {
    ...{ kind, cells, risk: riskOf(kind, cells) },
    ...{ name: record.name ?? '', id_number: record.id_number ?? '', id_type: record.id_type ?? '' },
    ...{ teacher_id: id, base_version: version, sheet: null, row: null },
  };
}
