/** Claims on real uploads: which file is still in flight, who hears of it, and how little it says. */

import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changesOf } from '../../database/change-sets.ts';
import { claimsBesideChanges, claimsOnDocuments } from '../../database/claims.ts';
import { connect, type Database } from '../../database/connect.ts';
import { decide, returnChangeSet } from '../../database/decisions.ts';
import { issuesOf } from '../../database/issues.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { uploadById } from '../../database/uploads.ts';
import type { Issue } from '../../schemas/issue.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { applyUploads } from '../../workers/apply.ts';
import { checkUploads } from '../../workers/check.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import {
  csvOf,
  enrolTeachers,
  type Place,
  rowsAt,
  type SeededRegistry,
  seedRegistry,
  sendIn,
} from '../setup/registry.ts';
import { approve, submit, testNow, uploadNow } from '../setup/working.ts';

const reader = new Reader({ limits: defaultReadLimits });
let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let person = 100;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret, system: true });
  places = await seedRegistry(db);
});
/** Each test has a person of its own. */
beforeEach(() => {
  person += 1;
});
afterAll(async () => {
  await reader.close();
  await db.close();
  await database.drop();
});

const working = () => ({
  ...{ db, reader, allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits },
  ...{ now: testNow, log: pino({ level: 'silent' }) },
});
const check = (...ids: string[]) => checkUploads(working(), ids);

/** A file with the person of this test alone, sent in and checked. */
async function sent(place: Place): Promise<string> {
  const id = await sendIn(db, place, csvOf(rowsAt(place, person, 1)));
  await check(id);
  return id;
}

const claimants = async (): Promise<string[]> =>
  (await asSystem(db, (tx) => claimsOnDocuments(tx, [teacherRecord(person)]))).map(
    ({ unit_name }) => unit_name,
  );

const warnings = async (id: string): Promise<Issue[]> =>
  (await asSystem(db, (tx) => issuesOf(tx, id, { limit: 100 }))).filter(
    ({ rule }) => rule === 'claimed-in-flight',
  );

const setOf = async (id: string): Promise<string> => (await uploadNow(db, id)).change_set_id ?? '';

/** What a reader at the place sees beside the upload's changes. */
const beside = async (reading: Place, id: string) =>
  await inScope(db, reading.unit.path, async (tx) => {
    const changes = await changesOf(tx, await setOf(id), { limit: 10 });
    const claims = await claimsBesideChanges(
      tx,
      changes.map((change) => change.id),
    );
    return changes.flatMap((change) => claims.get(change.id) ?? []);
  });

describe('a person in two files', () => {
  it('is told to the second school at its check, with the first one’s name and receipt', async () => {
    const first = await sent(places.neighbour);
    const second = await sent(places.school);
    const { receipt } = await uploadNow(db, first);
    expect(await warnings(first)).toEqual([]);
    expect(await warnings(second)).toMatchObject([
      { severity: 'warning', row: 2, params: { unit: '甲县第二小学', receipt } },
    ]);
    expect((await uploadNow(db, second)).state).toBe('ready');
  });

  it('is no news when it is the same school’s own earlier file', async () => {
    await sent(places.school);
    const again = await sendIn(
      db,
      places.school,
      csvOf([...rowsAt(places.school, person, 1), teacherRow(900)]),
    );
    await check(again);
    expect(await warnings(again)).toEqual([]);
    expect(await claimants()).toEqual(['甲县实验小学']);
  });

  it('is told beside both when they were checked at once and neither could hear of the other', async () => {
    const [first, second] = [
      await sendIn(db, places.school, csvOf(rowsAt(places.school, person, 1))),
      await sendIn(db, places.neighbour, csvOf(rowsAt(places.neighbour, person, 1))),
    ];
    // Two workers, each with its own transaction and commit; who is faster must not matter.
    await Promise.all([check(first), check(second)]);
    const names = async (id: string) => (await beside(places.county, id)).map(({ unit_name }) => unit_name);
    expect(await names(first)).toEqual(['甲县第二小学']);
    expect(await names(second)).toEqual(['甲县实验小学']);
  });

  it('is told beside both when one job checked them together', async () => {
    const [first, second] = [
      await sendIn(db, places.school, csvOf(rowsAt(places.school, person, 1))),
      await sendIn(db, places.neighbour, csvOf(rowsAt(places.neighbour, person, 1))),
    ];
    await check(first, second);
    expect(await beside(places.county, first)).toHaveLength(1);
    expect(await beside(places.county, second)).toHaveLength(1);
  });
});

describe('a claim', () => {
  it('ends when its file is returned', async () => {
    const id = await sent(places.school);
    await submit(db, places.school, id);
    expect(await claimants()).toEqual(['甲县实验小学']);
    const set = await setOf(id);
    await inScope(db, places.county.unit.path, (tx) =>
      returnChangeSet(tx, places.county.actor, set, '请核对'),
    );
    expect(await claimants()).toEqual([]);
  });

  it('ends with the reviewer’s no, and comes back when that is taken back', async () => {
    const id = await sent(places.school);
    await submit(db, places.school, id);
    const set = await setOf(id);
    const deciding = (decision: 'reject' | 'clear') =>
      inScope(db, places.county.unit.path, async (tx) => {
        const changes = await changesOf(tx, set, { kind: 'add', limit: 1 });
        const ids = changes.map((change) => change.id);
        await decide(tx, places.county.actor, set, ids, decision, '不在该校任教');
      });
    await deciding('reject');
    expect(await claimants()).toEqual([]);
    await deciding('clear');
    expect(await claimants()).toEqual(['甲县实验小学']);
    await inScope(db, places.county.unit.path, (tx) =>
      returnChangeSet(tx, places.county.actor, set, '请核对'),
    );
  });

  it('ends when a newer file without the person takes the place of its own', async () => {
    await sent(places.school);
    expect(await claimants()).toEqual(['甲县实验小学']);
    const newer = await sendIn(db, places.school, csvOf([teacherRow(901)]));
    await check(newer);
    expect(await claimants()).toEqual([]);
  });

  it('is not made by a file that must be mended first', async () => {
    const [row] = rowsAt(places.school, person, 1);
    const id = await sendIn(db, places.school, csvOf(row === undefined ? [] : [{ ...row, mobile: '12' }]));
    await check(id);
    expect((await uploadNow(db, id)).state).toBe('needs_fix');
    expect(await claimants()).toEqual([]);
  });

  it('ends with the registry: who is in service somewhere is told by another rule', async () => {
    const id = await sent(places.neighbour);
    await submit(db, places.neighbour, id);
    await approve(db, places.county, id);
    expect(await claimants()).toEqual(['甲县第二小学']);
    await applyUploads(working(), [id]);
    expect(await claimants()).toEqual([]);
    const later = await sent(places.school);
    const rules = (await asSystem(db, (tx) => issuesOf(tx, later, { limit: 9 }))).map(({ rule }) => rule);
    expect(rules).toContain('active-elsewhere');
    expect(rules).not.toContain('claimed-in-flight');
  });

  it('is made by a transfer too: two schools want the same teacher of a third', async () => {
    await enrolTeachers(db, places.stranger, [teacherRecord(person)]);
    const first = await sent(places.school);
    const second = await sent(places.neighbour);
    expect(await warnings(second)).toMatchObject([{ params: { unit: '甲县实验小学' } }]);
    expect(await beside(places.county, first)).toMatchObject([{ unit_name: '甲县第二小学' }]);
  });
});

describe('what a reader learns of a claim', () => {
  it('is a name and a receipt where the other school is another county’s, and a way to it where it is hers', async () => {
    const ours = await sent(places.school);
    const theirs = await sent(places.stranger);
    const { receipt } = await uploadNow(db, theirs);
    const told = { unit_name: '乙县实验小学', receipt };
    expect(await beside(places.county, ours)).toEqual([{ ...told, change_set_id: null }]);
    expect(await beside(places.school, ours)).toEqual([{ ...told, change_set_id: null }]);
    expect(await beside(places.city, ours)).toEqual([{ ...told, change_set_id: await setOf(theirs) }]);
    await expect(inScope(db, places.county.unit.path, (tx) => uploadById(tx, theirs))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is nothing beside a change that she may not see', async () => {
    await sent(places.school);
    const theirs = await sent(places.stranger);
    const ids = await asSystem(db, async (tx) =>
      (await changesOf(tx, await setOf(theirs), { limit: 9 })).map(({ id }) => id),
    );
    const heard = await inScope(db, places.county.unit.path, (tx) => claimsBesideChanges(tx, ids));
    expect(heard.size).toBe(0);
  });
});
