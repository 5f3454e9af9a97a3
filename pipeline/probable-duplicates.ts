/** Finds for each addition of a file the teachers of the registry who are probably the same person. */
import type { Change } from '../schemas/change.ts';
import type { CheckedRow } from '../schemas/examined.ts';
import { type Alike, type LookalikeQuestion, probableFrom } from '../schemas/lookalike.ts';
import { identityKey, type KnownTeacher, type Snapshot } from '../schemas/snapshot.ts';
import { lookalikesOf, nameForEye } from './confusable.ts';
import { likeness } from './lookalike.ts';
import { personOf } from './matching.ts';
import { nameKey } from './text.ts';

/** A file with more additions than this is a first load, or a mistake; the first ones are looked at. */
const mostLookedAt = 2_000;
/** Teachers of one name that an addition of that name is compared with. */
const mostNamesakes = 50;
/** Teachers named beside one addition. */
const mostNamed = 3;

/** What to ask about people whom the registry has not seen: every row of `newcomers` whose document no teacher has. */
export function lookalikeQuestions(
  newcomers: readonly CheckedRow[],
  { teachers }: Snapshot,
): LookalikeQuestion[] {
  const known = new Set(teachers.map(({ record }) => identityKey(record)));
  const strangers = newcomers.filter((row) => !known.has(personOf(row) ?? '')).slice(0, mostLookedAt);
  return strangers.map(({ values }) => ({
    document: identityKey(values),
    name: values.name,
    birth_date: values.birth_date,
    mobile: values.mobile,
    beginnings: lookalikesOf(Array.from(nameKey(values.name ?? ''))[0] ?? ''),
  }));
}

type Near = (row: CheckedRow) => Iterable<KnownTeacher>;

/** Whom to compare a row with: those that the registry found, and whoever of the unit's own has the name. */
function nearby({ teachers, lookalikes }: Snapshot): Near {
  const byName = new Map<string, KnownTeacher[]>();
  for (const teacher of teachers) {
    const key = nameForEye(nameKey(teacher.record.name ?? ''));
    const namesakes = byName.get(key);
    if (namesakes === undefined) byName.set(key, [teacher]);
    else if (namesakes.length < mostNamesakes) namesakes.push(teacher);
  }
  return (row) => {
    const found = lookalikes?.get(personOf(row) ?? '') ?? [];
    const namesakes = byName.get(nameForEye(nameKey(row.values.name ?? ''))) ?? [];
    return new Map([...found, ...namesakes].map((teacher) => [teacher.id, teacher])).values();
  };
}

function alikeTo(row: CheckedRow, near: Near): Alike[] {
  const found: Alike[] = [];
  for (const { id, unit_id, unit_name, record } of near(row)) {
    const { score, reasons } = likeness(row.values, record);
    if (score >= probableFrom) found.push({ teacher_id: id, unit_id, unit_name, score, reasons });
  }
  return found
    .sort((a, b) => b.score - a.score || Number(a.teacher_id) - Number(b.teacher_id))
    .slice(0, mostNamed);
}

/** The changes, each addition with whom it resembles, the likeliest first. Linear in rows, teachers and candidates. */
export function withProbableDuplicates(
  changes: readonly Change[],
  rows: readonly CheckedRow[],
  snapshot: Snapshot,
): Change[] {
  const additions = new Set(changes.filter(({ kind }) => kind === 'add').slice(0, mostLookedAt));
  if (additions.size === 0) return [...changes];
  const near = nearby(snapshot);
  const byPlace = new Map(rows.map((row) => [`${row.row}@${row.sheet}`, row]));
  return changes.map((change) => {
    const row = additions.has(change) ? byPlace.get(`${change.row}@${change.sheet}`) : undefined;
    const alike = row === undefined ? [] : alikeTo(row, near);
    return alike.length === 0 ? change : { ...change, alike };
  });
}
