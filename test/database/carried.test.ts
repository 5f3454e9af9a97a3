/** Decisions that outlive a file: what was decided before a return holds for the same changes of the next file, and for no other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf, type ShownChange } from '../../database/change-sets.ts';
import { approveChangeSet, decide, returnChangeSet } from '../../database/decisions.ts';
import { eventsOf } from '../../database/events.ts';
import { facetsOf } from '../../database/facets.ts';
import { inScope } from '../../database/scope.ts';
import { uploadById, withdrawUpload } from '../../database/uploads.ts';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { openWeb, type Web } from '../review-ui/web.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, sendIn } from '../setup/registry.ts';
import { submit } from '../setup/working.ts';

let web: Web;
beforeAll(async () => {
  web = await openWeb();
  await enrolTeachers(
    web.db,
    web.places.school,
    [1, 2, 3, 4].map((n) => teacherRecord(n)),
  );
});
afterAll(() => web.close());

const asCounty = <T>(work: Parameters<typeof inScope<T>>[2]) =>
  inScope(web.db, web.places.county.unit.path, work);

/** A file of the school that is checked and in review: its upload and its change set. */
async function inReview(rows: readonly TeacherRow[]): Promise<{ id: string; set: string }> {
  const { db, places } = web;
  const id = await sendIn(db, places.school, csvOf(rows));
  await web.check(id);
  await submit(db, places.school, id);
  return { id, set: (await asCounty((tx) => uploadById(tx, id))).change_set_id ?? '' };
}

const changesIn = async (set: string): Promise<Map<string, ShownChange>> => {
  const changes = await asCounty((tx) => changesOf(tx, set, { limit: 100 }));
  return new Map(changes.map((change) => [change.name, change]));
};

async function say(set: string, name: string, decision: 'approve' | 'reject', reason: string | null = null) {
  const id = (await changesIn(set)).get(name)?.id ?? '';
  await asCounty((tx) => decide(tx, web.places.county.actor, set, [id], decision, reason));
}

const sendBack = (set: string) =>
  asCounty((tx) => returnChangeSet(tx, web.places.county.actor, set, '请更正'));

const titled = teacherRow(1, { title: '高级' });
const phoned = teacherRow(2, { mobile: '15499990002' });
const rural = teacherRow(3, { is_rural: true });

describe('a file sent again after a return', () => {
  let second = { id: '', set: '' };
  beforeAll(async () => {
    const first = await inReview([titled, phoned, rural, teacherRow(4)]);
    await say(first.set, '张试1', 'approve');
    await say(first.set, '张试2', 'approve');
    await say(first.set, '张试3', 'reject', '缺少证明材料');
    await say(first.set, '张试4', 'approve');
    await sendBack(first.set);
    // The phone is another one now; everything else is as it was.
    second = await inReview([titled, teacherRow(2, { mobile: '15499991111' }), rural, teacherRow(4)]);
  });

  it('keeps every decision on the same change, yes and no alike, and asks only about what is new', async () => {
    const changes = await changesIn(second.set);
    const told = [...changes.values()].map(({ name, decision, reason, carried }) => [
      name,
      decision,
      reason,
      carried,
    ]);
    expect(told.sort()).toEqual([
      ['张试1', 'approve', null, true],
      ['张试2', null, null, false],
      ['张试3', 'reject', '缺少证明材料', true],
      ['张试4', 'approve', null, true],
    ]);
    const facets = await asCounty((tx) => facetsOf(tx, second.set));
    expect([facets.carried, facets.undecided]).toEqual([3, 1]);
  });

  it('has not begun to be reviewed by that: the school may still take it back, and what is carried stays', async () => {
    const { db, places } = web;
    await inScope(db, places.school.unit.path, (tx) => withdrawUpload(tx, places.school.actor, second.id));
    await submit(db, places.school, second.id);
    expect((await asCounty((tx) => facetsOf(tx, second.set))).carried).toBe(3);
  });

  it('lets a carried decision be taken back, and be made anew', async () => {
    const id = (await changesIn(second.set)).get('张试3')?.id ?? '';
    const { actor } = web.places.county;
    await asCounty((tx) => decide(tx, actor, second.set, [id], 'clear', null));
    expect((await changesIn(second.set)).get('张试3')).toMatchObject({ decision: null, carried: false });
    await asCounty((tx) => decide(tx, actor, second.set, [id], 'approve', null));
    expect((await changesIn(second.set)).get('张试3')).toMatchObject({ decision: 'approve', carried: false });
  });

  it('returned once more hands on what it was handed, and counts in the event of the next submission', async () => {
    await sendBack(second.set);
    const third = await inReview([phoned, titled, rural, teacherRow(4)]);
    const changes = await changesIn(third.set);
    expect(changes.get('张试1')).toMatchObject({ decision: 'approve', carried: true });
    // Decided in the first file, absent from the second: the last review said nothing of it.
    expect(changes.get('张试2')).toMatchObject({ decision: null, carried: false });
    const events = await asCounty((tx) => eventsOf(tx, 'upload', third.id));
    expect(events.find(({ action }) => action === 'submit')?.detail).toMatchObject({ carried: 3 });
    await say(third.set, '张试2', 'reject', '号码有误');
    await asCounty((tx) => approveChangeSet(tx, web.places.county.actor, third.set, () => ({})));
    await web.apply(third.id);
  });

  it('asks again about what an applied file was refused', async () => {
    const fourth = await inReview([rural, titled, phoned, teacherRow(4)]);
    expect((await changesIn(fourth.set)).get('张试2')).toMatchObject({ decision: null, carried: false });
    await sendBack(fourth.set);
  });
});
