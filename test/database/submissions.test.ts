/** The chain of submissions from school to province: each refusal, each lock, what is told, and races with real commits. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign } from '../../database/campaigns.ts';
import { connect, type Database } from '../../database/connect.ts';
import { eventsOf } from '../../database/events.ts';
import { listNotices } from '../../database/notices.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { actOnSubmission } from '../../database/submission-actions.ts';
import { acceptAll } from '../../database/submission-bulk.ts';
import { closedUnits, requireTakesFiles } from '../../database/submission-locks.ts';
import { snapshotByDigest } from '../../database/submission-snapshots.ts';
import { countsBelow, missingOf, submissionOf, submissionsBelow } from '../../database/submissions.ts';
import { receiveUpload } from '../../database/uploads.ts';
import type { SubmissionKey } from '../../schemas/submission.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { teacherRecord } from '../setup/people.ts';
import {
  addPlace,
  addSchool,
  enrolTeachers,
  type Place,
  type SeededRegistry,
  seedRegistry,
} from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let campaign_id: string;
const now = new Date('2026-07-01T12:00:00+08:00');
const opened = new Date('2026-06-01T00:00:00+08:00');

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  campaign_id = await asSystem(db, (tx) =>
    addCampaign(tx, places.province.actor, {
      ...{ year: 2026, name: '2026年' },
      windows: {
        collection: { opens_on: '2026-06-01', closes_on: '2026-07-05' },
        experts: { opens_on: '2026-07-20', closes_on: '2026-07-25' },
      },
    }),
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const keyOf = ({ unit }: Place): SubmissionKey => ({ campaign_id, step: 'collection', unit_id: unit.id });
const act = (
  by: Place,
  of: Place,
  action: string,
  more: { reason?: string; version?: number; at?: Date } = {},
) =>
  inScope(db, by.actor.unit_path, (tx) =>
    actOnSubmission(tx, by.actor, keyOf(of), {
      ...{ action, reason: more.reason ?? null, now: more.at ?? now },
      ...(more.version === undefined ? {} : { version: more.version }),
    }),
  );
const stateOf = async (place: Place) => (await asSystem(db, (tx) => submissionOf(tx, keyOf(place)))).state;
const reason = '人数不符';
const noticesOf = async ({ actor }: Place) =>
  (await inScope(db, actor.unit_path, (tx) => listNotices(tx, actor, { limit: 50, offset: 0 }))).notices;

describe('before anybody has done anything', () => {
  it('everything is open, without a row', async () => {
    const { county, school } = places;
    expect(await asSystem(db, (tx) => submissionOf(tx, keyOf(school)))).toMatchObject({
      ...{ row_id: null, state: 'open', version: 0, digest: null },
    });
    expect(await inScope(db, county.actor.unit_path, (tx) => countsBelow(tx, keyOf(county)))).toEqual({
      open: 2,
    });
  });

  it('an area names every silent unit below that stands in its way', async () => {
    const { county, school, neighbour } = places;
    const missing = await inScope(db, county.actor.unit_path, async (tx) =>
      missingOf(tx, await submissionOf(tx, keyOf(county)), opened),
    );
    expect(missing).toEqual({
      total: 2,
      items: [school, neighbour].map(({ unit }) => ({
        ...{ kind: 'unit-unsettled', unit: { id: unit.id, name: unit.name }, state: 'open' },
      })),
    });
    await expect(act(county, county, 'submit')).rejects.toMatchObject({
      code: 'units-unsettled',
      params: { count: 2, units: '甲县实验小学、甲县第二小学' },
    });
  });

  it('a school with teachers of whom nothing was said has nothing to submit on', async () => {
    const { school } = places;
    await enrolTeachers(db, school, [teacherRecord(1), teacherRecord(2, { stage: '初中' })]);
    await expect(act(school, school, 'submit')).rejects.toMatchObject({
      code: 'nothing-applied',
      params: { count: 2 },
    });
  });

  it('nobody submits before the window opens, nor a step that is not planned', async () => {
    const { school, neighbour } = places;
    const early = act(neighbour, neighbour, 'submit', { at: new Date('2026-05-31T23:59:59+08:00') });
    await expect(early).rejects.toMatchObject({ code: 'window-not-open' });
    const look = inScope(db, school.actor.unit_path, (tx) =>
      actOnSubmission(
        tx,
        school.actor,
        { ...keyOf(school), step: 'enrolment' },
        { action: 'submit', reason: null, now },
      ),
    );
    await expect(look).rejects.toMatchObject({ code: 'not-found' });
  });

  it('schools, bodies that report nothing, and areas without schools owe no experts or no teachers', async () => {
    const { city, county, school, province } = places;
    const [body, empty] = await asSystem(db, async (tx) => [
      await addPlace(tx, {
        parent_id: county.unit.id,
        kind: 'administrative_body',
        name: '甲县教体局',
        code: null,
      }),
      await addPlace(tx, { parent_id: city.unit.id, kind: 'county', name: '丙县', code: '379903' }),
    ]);
    const of = (key: SubmissionKey) => asSystem(db, (tx) => submissionOf(tx, key));
    await expect(of(keyOf(body as Place))).rejects.toMatchObject({ code: 'not-found' });
    await expect(of(keyOf(empty as Place))).rejects.toMatchObject({ code: 'not-found' });
    await expect(of({ ...keyOf(school), step: 'experts' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await of({ ...keyOf(county), step: 'experts' })).toMatchObject({ state: 'open' });
    const below = await asSystem(db, (tx) => countsBelow(tx, keyOf(city)));
    expect(below).toEqual({ open: 2 });
    expect(await asSystem(db, (tx) => countsBelow(tx, keyOf(province)))).toEqual({ open: 1 });
  });

  it('is found only within scope', async () => {
    const { otherCounty, stranger, school } = places;
    for (const place of [otherCounty, stranger]) {
      await expect(act(place, school, 'submit')).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('a file in work is named by its receipt', async () => {
    const { school } = places;
    const owner = await asSystem(db, (tx) =>
      sql<{
        id: string;
      }>`insert into uploads (receipt, unit_id, unit_path, template, file_name, size_bytes, sha256, state, received_by)
        values ('20260701-000777', ${school.unit.id}, ${school.unit.path}, 'teacher', 'x', 1, 'x', 'returned', ${school.actor.account_id})
        returning id`.execute(tx.sql),
    );
    await expect(act(school, school, 'submit')).rejects.toMatchObject({
      code: 'files-in-work',
      params: { count: 1, files: '20260701-000777' },
    });
    await asSystem(db, (tx) =>
      sql`update uploads set state = 'applied', applied_at = '2026-06-30' where id = ${owner.rows[0]?.id}`.execute(
        tx.sql,
      ),
    );
  });
});

describe('from the school to the province', () => {
  it('a school submits once its files are at rest, and its county is told', async () => {
    const { school, county } = places;
    await act(school, school, 'submit');
    expect(await asSystem(db, (tx) => submissionOf(tx, keyOf(school)))).toMatchObject({
      ...{ state: 'submitted', version: 1, submitted_at: now },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      counts: {
        teachers: 2,
        stages: { 小学: 1, 初中: 1 },
        added: 0,
        changed: 0,
        departed: 0,
        transferred: 0,
      },
    });
    expect(await noticesOf(county)).toMatchObject([
      {
        kind: 'submission-submitted',
        params: { step: 'collection', unit: '甲县实验小学' },
        href: `/submissions/${campaign_id}-collection-${school.unit.id}`,
      },
    ]);
  });

  it('while its word holds it takes no new teacher file, and others go on', async () => {
    const { school, neighbour, county } = places;
    const ids = [school.unit.id, neighbour.unit.id];
    const closed = (template: 'teacher' | 'enrolment', at: Date) =>
      inScope(db, county.actor.unit_path, (tx) => closedUnits(tx, ids, template, at));
    expect([...(await closed('teacher', now))]).toEqual([school.unit.id]);
    expect((await closed('enrolment', now)).size).toBe(0);
  });

  it('only the unit right above decides, and returning takes a reason', async () => {
    const { school, county, city, province } = places;
    for (const place of [school, city, province]) {
      await expect(act(place, school, 'accept')).rejects.toMatchObject({ code: 'not-your-tier' });
    }
    await expect(act(county, school, 'return')).rejects.toMatchObject({ code: 'reason-missing' });
    await expect(act(county, school, 'accept', { version: 0 })).rejects.toMatchObject({ code: 'stale' });
  });

  it('withdrawn it is open again, and nothing stands for it any more', async () => {
    const { school } = places;
    await act(school, school, 'withdraw');
    expect(await asSystem(db, (tx) => submissionOf(tx, keyOf(school)))).toMatchObject({
      ...{ state: 'open', digest: null, counts: null },
    });
    await act(school, school, 'submit');
  });

  it('returned, the reason is read by the school and kept sealed, not in the events', async () => {
    const { school, county } = places;
    await act(county, school, 'return', { reason });
    const returned = await inScope(db, school.actor.unit_path, (tx) => submissionOf(tx, keyOf(school)));
    expect(returned).toMatchObject({ state: 'returned', reason, digest: null });
    expect((await noticesOf(school))[0]).toMatchObject({ kind: 'submission-returned' });
    const events = await asSystem(db, (tx) => eventsOf(tx, 'submission', returned.row_id ?? ''));
    expect(events.map(({ action }) => action)).toEqual(['submit', 'withdraw', 'submit', 'return']);
    expect(JSON.stringify(events)).not.toContain(reason);
    const kept = await asSystem(db, (tx) =>
      sql<{
        all: string;
      }>`select coalesce(string_agg(r::text || encode(sealed, 'escape'), ''), '') as all from submission_reasons r`.execute(
        tx.sql,
      ),
    );
    expect(kept.rows[0]?.all).not.toContain(reason);
    await act(school, school, 'submit');
  });

  it('two who accept at the same moment: one does, the other is told that it was done', async () => {
    const { school, county } = places;
    const tries = await Promise.allSettled([act(county, school, 'accept'), act(county, school, 'accept')]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = tries.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'wrong-state', params: { state: 'accepted' } });
    expect(await stateOf(school)).toBe('accepted');
  });

  it('accept and withdraw at the same moment: exactly one holds', async () => {
    const { neighbour, county } = places;
    for (let n = 0; n < 5; n += 1) {
      await act(neighbour, neighbour, 'submit');
      const tries = await Promise.allSettled([
        act(county, neighbour, 'accept'),
        act(neighbour, neighbour, 'withdraw'),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      if ((await stateOf(neighbour)) === 'accepted') await act(county, neighbour, 'reopen', { reason });
    }
    expect(await stateOf(neighbour)).toBe('open');
  });

  it('a silent school is excused with a reason that everybody above reads', async () => {
    const { neighbour, county, city } = places;
    await expect(act(county, neighbour, 'excuse')).rejects.toMatchObject({ code: 'reason-missing' });
    await act(county, neighbour, 'excuse', { reason: '已停办' });
    const [line] = await inScope(db, city.actor.unit_path, (tx) =>
      submissionsBelow(tx, keyOf(county), { states: ['excused'], limit: 10, offset: 0 }),
    );
    expect(line).toMatchObject({ unit_name: '甲县第二小学', state: 'excused', reason: '已停办' });
    await act(county, neighbour, 'unexcuse');
    await expect(act(county, county, 'submit')).rejects.toMatchObject({ code: 'units-unsettled' });
    await act(county, neighbour, 'excuse', { reason: '已停办' });
  });

  it('a county submits when all below is settled, which locks what it accepted', async () => {
    const { county, school, neighbour, city } = places;
    await act(county, county, 'submit');
    expect([await stateOf(county), await stateOf(school), await stateOf(neighbour)]).toEqual([
      'submitted',
      'locked',
      'excused',
    ]);
    for (const [place, action] of [
      [school, 'reopen'],
      [neighbour, 'unexcuse'],
    ] as const) {
      await expect(act(county, place, action, { reason })).rejects.toMatchObject({
        code: 'superior-has-submitted',
      });
    }
    const [line] = await inScope(db, city.actor.unit_path, (tx) =>
      submissionsBelow(tx, keyOf(city), { limit: 10, offset: 0 }),
    );
    expect(line).toMatchObject({ unit_name: '甲县', below: 2, settled: 2, counts: { teachers: 2 } });
  });

  it('returned by the city it opens what lies below again, and reopening leaves a trace', async () => {
    const { city, county, school } = places;
    await act(city, county, 'return', { reason });
    expect([await stateOf(county), await stateOf(school)]).toEqual(['returned', 'accepted']);
    await act(county, school, 'reopen', { reason: '需要更正' });
    expect(await stateOf(school)).toBe('open');
    expect((await noticesOf(school))[0]).toMatchObject({ kind: 'submission-reopened' });
    await expect(act(county, county, 'submit')).rejects.toMatchObject({ code: 'units-unsettled' });
    const { row_id } = await asSystem(db, (tx) => submissionOf(tx, keyOf(school)));
    const events = await asSystem(db, (tx) => eventsOf(tx, 'submission', row_id ?? ''));
    expect(events.map(({ action }) => action).slice(-5)).toEqual([
      'submit',
      'accept',
      'lock',
      'unlock',
      'reopen',
    ]);
    await act(school, school, 'submit');
    await act(county, school, 'accept');
    await act(county, county, 'submit');
  });

  it('bulk acceptance says how many it means', async () => {
    const { city, stranger, otherCounty } = places;
    await act(stranger, stranger, 'submit');
    const all = (by: Place, expected: number | null) =>
      inScope(db, by.actor.unit_path, (tx) => acceptAll(tx, by.actor, keyOf(by), expected, now));
    await expect(all(otherCounty, 2)).rejects.toMatchObject({
      code: 'submissions-moved',
      params: { count: 1 },
    });
    expect(await stateOf(stranger)).toBe('submitted');
    expect(await all(otherCounty, 1)).toBe(1);
    await act(otherCounty, otherCounty, 'submit');
    expect(await all(city, null)).toBe(2);
    expect((await noticesOf(stranger))[0]).toMatchObject({ kind: 'submission-accepted' });
  });

  it('the province submits last, and nobody accepts it', async () => {
    const { province, city, county } = places;
    await act(city, city, 'submit');
    expect(await stateOf(county)).toBe('locked');
    await act(province, city, 'accept');
    await act(province, province, 'submit');
    expect([await stateOf(province), await stateOf(city)]).toEqual(['submitted', 'locked']);
    await expect(act(province, province, 'accept')).rejects.toMatchObject({ code: 'not-your-tier' });
    await act(province, province, 'withdraw');
    expect(await stateOf(city)).toBe('accepted');
  });

  it('a county that reopens and a city that submits at the same moment never both succeed', async () => {
    const { province, city, county } = places;
    await act(province, city, 'reopen', { reason });
    const tries = await Promise.allSettled([
      act(city, city, 'submit'),
      act(city, county, 'reopen', { reason }),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const both = `${await stateOf(city)} ${await stateOf(county)}`;
    expect(['submitted locked', 'open open']).toContain(both);
    if (both === 'open open') return;
    await act(city, city, 'withdraw');
    await act(city, county, 'reopen', { reason });
  });
});

describe('the digest of a submission', () => {
  it('is the same for the same rows, another for another version, and stays known when it no longer holds', async () => {
    const { neighbour, county } = places;
    await act(county, neighbour, 'unexcuse');
    const [id] = await enrolTeachers(db, neighbour, [teacherRecord(7)]);
    await asSystem(db, (tx) =>
      sql`insert into uploads (receipt, unit_id, unit_path, template, file_name, size_bytes, sha256, state, received_by, applied_at)
        values ('20260701-000778', ${neighbour.unit.id}, ${neighbour.unit.path}, 'teacher', 'x', 1, 'x', 'applied',
          ${neighbour.actor.account_id}, '2026-06-30')`.execute(tx.sql),
    );
    const digests: string[] = [];
    for (const version of [null, null, 5]) {
      if (version !== null)
        await asSystem(db, (tx) =>
          sql`update teachers set version = ${version} where id = ${id}`.execute(tx.sql),
        );
      await act(neighbour, neighbour, 'submit');
      digests.push((await asSystem(db, (tx) => submissionOf(tx, keyOf(neighbour)))).digest ?? '');
      await act(neighbour, neighbour, 'withdraw');
    }
    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).not.toBe(digests[0]);
    await act(neighbour, neighbour, 'submit');
    const verify = (digest = '') => asSystem(db, (tx) => snapshotByDigest(tx, digest));
    expect(await verify(digests[0])).toMatchObject({
      unit_name: '甲县第二小学',
      is_current: false,
      counts: { teachers: 1 },
    });
    expect(await verify(digests[2])).toMatchObject({
      is_current: true,
      state: 'submitted',
      accepted_at: null,
    });
    expect(await verify('00'.repeat(32))).toBeUndefined();
  });

  it('is what anybody with the same rows would write', async () => {
    const { neighbour } = places;
    const { rows } = await asSystem(db, (tx) =>
      sql<{
        same: boolean;
      }>`select n.digest = sha256(convert_to(concat_ws(E'\n', 'muster submission 1', ${campaign_id}::text,
          'collection', ${neighbour.unit.id}::text,
          '{"added": 0, "stages": {"小学": 1}, "changed": 0, "departed": 0, "teachers": 1, "transferred": 0}',
          (select id || ':5' from teachers where unit_id = ${neighbour.unit.id})), 'UTF8')) as same
        from submissions s join submission_snapshots n on n.id = s.snapshot_id where s.unit_id = ${neighbour.unit.id}`.execute(
        tx.sql,
      ),
    );
    expect(rows).toEqual([{ same: true }]);
  });
});

describe('a file and a word at the same moment', () => {
  it('never both: the file is in work before the word, or it is not taken in', async () => {
    const place = await asSystem(db, (tx) => addSchool(tx, places.otherCounty, '乙县第二小学', '2137000009'));
    for (let n = 0; n < 8; n += 1) {
      const send = inScope(db, place.actor.unit_path, async (tx) => {
        const bytes = Buffer.from(`round ${n}`);
        const file = { unit: place.unit, template: 'teacher' as const, file_name: 'x.csv', bytes };
        const { upload } = await receiveUpload(tx, place.actor, file);
        await requireTakesFiles(tx, place.unit, 'teacher', now);
        return upload.id;
      });
      const [file, word] = await Promise.allSettled([send, act(place, place, 'submit')]);
      expect([file.status, word.status].sort()).toEqual(['fulfilled', 'rejected']);
      const refused = file.status === 'rejected' ? file : word;
      expect((refused as PromiseRejectedResult).reason).toMatchObject({
        code: file.status === 'rejected' ? 'submission-closed' : 'files-in-work',
      });
      if (word.status === 'fulfilled') await act(place, place, 'withdraw');
      else
        await asSystem(db, (tx) =>
          sql`update uploads set state = 'refused', owes = null where unit_id = ${place.unit.id}`.execute(
            tx.sql,
          ),
        );
    }
  });
});
