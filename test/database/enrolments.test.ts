/** Enrolments on real tables: one subject a teacher and year, whoever comes first; and no move that loses one. */
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeOrganisations } from '../../database/closures.ts';
import { connect, type Database } from '../../database/connect.ts';
import { excuseTeachers } from '../../database/enrolment-excuses.ts';
import { enrolmentLines, tallyOf } from '../../database/enrolment-list.ts';
import { releaseEnrolment } from '../../database/enrolment-releases.ts';
import { type EnrolmentWish, enrol } from '../../database/enrolments.ts';
import { eventsOf } from '../../database/events.ts';
import { moveTeachers } from '../../database/moves.ts';
import { listNotices } from '../../database/notices.ts';
import { setOpenings } from '../../database/openings.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { actOnSubmission } from '../../database/submission-actions.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { CellChanges } from '../../schemas/change.ts';
import type { Stage, Subject } from '../../schemas/subject.ts';
import { addOpeningPlaces, addTestCampaign, type OpeningPlaces } from '../setup/campaign.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
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
let places: SeededRegistry & OpeningPlaces;
let campaign: Campaign;
const inTime = new Date('2022-07-07T09:00:00+08:00');
let people = 0;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  const seeded = await seedRegistry(db);
  places = { ...seeded, ...(await addOpeningPlaces(db, seeded)) };
  campaign = await addTestCampaign(db, seeded);
  for (const place of [places.city, places.county, places.otherCounty]) {
    await inScope(db, place.actor.unit_path, (tx) =>
      setOpenings(tx, place.actor, campaign, { units: 'all', stages: 'all', open: true }, inTime),
    );
  }
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const asOwner = async <T extends object>(statement: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const { rows } = await client.query<T>(statement).finally(() => client.end());
  return rows;
};
const atALock = () =>
  asOwner(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);

/** A teacher of a place who was not there before. */
const newTeacher = async (
  place: Place,
  record: Parameters<typeof teacherRecord>[1] = {},
): Promise<string> => {
  people += 1;
  const [id = ''] = await enrolTeachers(db, place, [teacherRecord(people, record)]);
  return id;
};
const wish = (
  teacher_id: string,
  stage: Stage = '小学',
  subject: Subject | null = '语文',
): EnrolmentWish => ({
  ...{ teacher_id, stage, subject },
});
const enrolAt = (place: Place, ...wishes: EnrolmentWish[]) =>
  inScope(db, place.actor.unit_path, (tx) =>
    enrol(tx, place.actor, campaign, place.unit, wishes, { at: inTime }),
  );
const standing = (teacher_id: string) =>
  asSystem(db, (tx) =>
    tx.sql
      .selectFrom('enrolments')
      .where('teacher_id', '=', teacher_id)
      .select(['unit_id', 'stage', 'subject', 'state', 'released_why', 'version'])
      .orderBy('id')
      .execute(),
  );
const move = (teacher_id: string, to: Place, cells: CellChanges = {}, using = db, base_version = 1) =>
  asSystem(using, (tx) =>
    moveTeachers(
      tx,
      [{ teacher_id, base_version, cells }],
      { unit_id: to.unit.id, unit_path: to.unit.path },
      null,
    ),
  );

/** Closed behind the registry's back, as an import would. */
const close = (teacher_id: string) =>
  asSystem(db, (tx) =>
    tx.sql.updateTable('teachers').set({ status: '离职' }).where('id', '=', teacher_id).execute(),
  );
/** How many enrolments of a teacher stand under the document that she has now. */
const walled = async (teacher_id: string): Promise<number> => {
  const rows = await asSystem(db, (tx) =>
    tx.sql
      .selectFrom('enrolments')
      .innerJoin('teachers', 'teachers.id', 'teacher_id')
      .where('teacher_id', '=', teacher_id)
      .whereRef('enrolments.identity_hash', '=', 'teachers.identity_hash')
      .select('enrolments.id')
      .execute(),
  );
  return rows.length;
};

describe('one subject for each teacher and year', () => {
  it('two clerks who enrol one teacher in two subjects at the same moment: exactly one wins, the other is told where and in what', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await newTeacher(places.school);
      const words = await Promise.allSettled([
        enrolAt(places.school, { ...wish(id, '小学', '语文'), seen: null }),
        enrolAt(places.school, { ...wish(id, '小学', '数学'), seen: null }),
      ]);
      const lost = words.filter((word) => word.status === 'rejected').map((word) => word.reason);
      expect(lost).toHaveLength(1);
      expect(['already-enrolled', 'enrolment-moved']).toContain(lost[0].code);
      if (lost[0].code === 'already-enrolled')
        expect(lost[0].params).toMatchObject({ unit: '甲县实验小学', superior: '甲县' });
      expect(await standing(id)).toHaveLength(1);
    }
  });

  it('two schools that enrol one person while she moves between them: exactly one enrolment stands, at the school where she is', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await newTeacher(places.school);
      const [there, , here] = await Promise.allSettled([
        enrolAt(places.school, wish(id, '小学', '语文')),
        move(id, places.neighbour),
        enrolAt(places.neighbour, { ...wish(id, '小学', '数学'), seen: null }),
      ]);
      const rows = await standing(id);
      const won = [there, here].filter((word) => word?.status === 'fulfilled');
      expect(rows).toHaveLength(won.length);
      expect(won.length).toBeLessThanOrEqual(1);
      for (const row of rows)
        expect(row).toMatchObject({ unit_id: places.neighbour.unit.id, state: 'enrolled' });
    }
  });

  it('another record of the same person meets the same wall, also across counties: the error names school, subject and who can release it', async () => {
    const left = await newTeacher(places.school);
    await enrolAt(places.school, wish(left, '小学', '音乐'));
    await close(left);
    const [again = ''] = await enrolTeachers(db, places.stranger, [teacherRecord(people)]);
    await expect(enrolAt(places.stranger, wish(again, '小学', '数学'))).rejects.toMatchObject({
      ...{ code: 'already-enrolled', status: 409 },
      params: { unit: '甲县实验小学', superior: '甲县', cell: '小学音乐' },
    });
    // Once the unit above the first has released it there is nothing in the way.
    const [row] = await asSystem(db, (tx) =>
      tx.sql.selectFrom('enrolments').where('teacher_id', '=', left).select('id').execute(),
    );
    await inScope(db, places.county.actor.unit_path, (tx) =>
      releaseEnrolment(tx, places.county.actor, row?.id ?? '', '已调离', inTime),
    );
    expect(await enrolAt(places.stranger, wish(again, '小学', '数学'))).toEqual({
      enrolled: 1,
      changed: 0,
      unchanged: 0,
    });
  });

  describe('two schools at the wall at once', () => {
    /** One person in service at two schools, which the registry's own wall forbids: taken away for as long as this lasts. */
    const atTwoSchools = async (): Promise<readonly [string, string]> => {
      const left = await newTeacher(places.school, { status: '离职' });
      const [right = ''] = await enrolTeachers(db, places.stranger, [
        teacherRecord(people, { status: '离职' }),
      ]);
      await asSystem(db, (tx) =>
        tx.sql.updateTable('teachers').set({ status: '在职' }).where('id', 'in', [left, right]).execute(),
      );
      return [left, right];
    };
    /** The first school has written and not yet committed when the second stands at the index; then `ends` the first. */
    const race = async (ends: 'commit' | 'rollback') => {
      const [left, right] = await atTwoSchools();
      let second: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
      const [one] = await Promise.allSettled([
        inScope(db, places.school.actor.unit_path, async (tx) => {
          const { actor, unit } = places.school;
          await enrol(tx, actor, campaign, unit, [wish(left, '小学', '音乐')], { at: inTime });
          second = Promise.allSettled([enrolAt(places.stranger, wish(right, '小学', '数学'))]);
          await eventually(atALock, (waiting) => waiting.length > 0);
          if (ends === 'rollback') throw new Error('given up');
        }),
      ]);
      const [other] = await second;
      return { one, other, rows: [...(await standing(left)), ...(await standing(right))] };
    };
    beforeAll(() => asOwner('drop index teachers_one_active'));
    afterAll(() =>
      asOwner(`update teachers set status = '离职' where unit_id = ${places.stranger.unit.id};
        create unique index teachers_one_active on teachers (identity_hash) where status = '在职'`),
    );

    it('exactly one wins; the other waited for it, and is told where, in what, and who can release it', async () => {
      const { one, other, rows } = await race('commit');
      expect(one.status).toBe('fulfilled');
      expect(other).toMatchObject({
        status: 'rejected',
        reason: {
          code: 'already-enrolled',
          params: { unit: '甲县实验小学', superior: '甲县', cell: '小学音乐' },
        },
      });
      expect(rows).toEqual([
        expect.objectContaining({ unit_id: places.school.unit.id, subject: '音乐', state: 'enrolled' }),
      ]);
    });

    it('where the first gives up, the second takes the place', async () => {
      const { one, other, rows } = await race('rollback');
      expect(one.status).toBe('rejected');
      expect(other).toMatchObject({ status: 'fulfilled', value: { enrolled: 1 } });
      expect(rows).toEqual([
        expect.objectContaining({ unit_id: places.stranger.unit.id, subject: '数学', state: 'enrolled' }),
      ]);
    });
  });

  it('a subject that changes is the same enrolment with a version more, and the same again changes nothing', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    expect(await enrolAt(places.school, wish(id, '小学', '数学'))).toEqual({
      enrolled: 0,
      changed: 1,
      unchanged: 0,
    });
    expect(await enrolAt(places.school, wish(id, '小学', '数学'))).toEqual({
      enrolled: 0,
      changed: 0,
      unchanged: 1,
    });
    expect(await standing(id)).toEqual([
      expect.objectContaining({ subject: '数学', state: 'enrolled', version: 2 }),
    ]);
  });

  it('one refusal refuses all of a file', async () => {
    const [good, bad] = [
      await newTeacher(places.school),
      await newTeacher(places.school, { status: '离职' }),
    ];
    await expect(enrolAt(places.school, wish(good), wish(bad))).rejects.toMatchObject({
      code: 'not-to-enrol',
    });
    expect(await standing(good)).toEqual([]);
  });
});

describe('who may enrol in what', () => {
  it.each([
    ['a subject of another stage', {}, ['小学', '物理'], 'not-to-enrol', { why: 'subject-not-of-stage' }],
    ['no subject', {}, ['小学', null], 'not-to-enrol', { why: 'subject-missing' }],
    ['a stage the school has not', {}, ['初中', '物理'], 'stage-not-offered', { stage: '初中' }],
    [
      'whoever has retired',
      { status: '退休' as const },
      ['小学', '语文'],
      'not-to-enrol',
      { why: 'not-in-service' },
    ],
  ] as const)('%s is refused', async (_what, record, [stage, subject], code, params) => {
    const id = await newTeacher(places.school, record);
    await expect(enrolAt(places.school, wish(id, stage, subject))).rejects.toMatchObject({ code, params });
  });

  it('a head with a certificate may take another stage that the county was opened for', async () => {
    const id = await newTeacher(places.school, { post_type: '校（园）长' });
    expect(await enrolAt(places.school, wish(id, '初中', '物理'))).toMatchObject({ enrolled: 1 });
  });

  it('staff of an institution take any stage with a certificate, and none without', async () => {
    const id = await newTeacher(places.institute, { post_type: '教研' });
    expect(await enrolAt(places.institute, wish(id, '高中', '物理'))).toMatchObject({ enrolled: 1 });
    const bare = await newTeacher(places.institute, { post_type: '教研', cert_no: null });
    await expect(enrolAt(places.institute, wish(bare, '高中', '物理'))).rejects.toMatchObject({
      params: { why: 'certificate-missing' },
    });
  });

  it('a licensed kindergarten enrols without a subject; one without a licence is told so', async () => {
    const id = await newTeacher(places.kindergarten, { stage: '幼儿园', subject: null });
    expect(await enrolAt(places.kindergarten, wish(id, '幼儿园', null))).toMatchObject({ enrolled: 1 });
    const other = await newTeacher(places.unlicensed, { stage: '幼儿园', subject: null });
    await expect(enrolAt(places.unlicensed, wish(other, '幼儿园', null))).rejects.toMatchObject({
      code: 'licence-missing',
    });
  });

  it('a stage that nobody opened is refused with who must open it to whom', async () => {
    const id = await newTeacher(places.zoneSchool);
    await expect(enrolAt(places.zoneSchool, wish(id))).rejects.toMatchObject({
      ...{ code: 'not-opened', params: { unit: '高新区小学', opener: '甲市高新区', stage: '小学' } },
    });
  });

  it('a teacher of another school is not found', async () => {
    const id = await newTeacher(places.stranger);
    await expect(enrolAt(places.school, wish(id))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('an opening that enrolments stand on is not closed', async () => {
    const close = { units: [places.school.unit.id], stages: ['小学'], open: false } as const;
    await expect(
      inScope(db, places.county.actor.unit_path, (tx) =>
        setOpenings(tx, places.county.actor, campaign, close, inTime),
      ),
    ).rejects.toMatchObject({ code: 'opening-in-use', params: { unit: '甲县实验小学', stage: '小学' } });
  });
});

describe('no transfer loses enrolment', () => {
  it('it goes along to the new school, and both are told', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    await move(id, places.stranger);
    expect(await standing(id)).toEqual([
      expect.objectContaining({ unit_id: places.stranger.unit.id, state: 'enrolled', subject: '语文' }),
    ]);
    for (const place of [places.school, places.stranger]) {
      const { notices } = await inScope(db, place.actor.unit_path, (tx) =>
        listNotices(tx, place.actor, { limit: 50, offset: 0 }),
      );
      expect(notices).toContainEqual(
        expect.objectContaining({
          kind: 'enrolment-followed',
          params: expect.objectContaining({ count: 1, from: '甲县实验小学', to: '乙县实验小学' }),
        }),
      );
    }
  });

  it('it no longer holds at an institution to which its stage is not open, though others are', async () => {
    const other = await asSystem(db, (tx) =>
      addPlace(tx, {
        ...{
          parent_id: places.otherCounty.unit.id,
          kind: 'research_institute',
          name: '乙县教研中心',
          code: null,
        },
      }),
    );
    await inScope(db, places.otherCounty.actor.unit_path, (tx) =>
      setOpenings(
        tx,
        places.otherCounty.actor,
        campaign,
        { units: [other.unit.id], stages: ['小学'], open: true },
        inTime,
      ),
    );
    const physicist = await newTeacher(places.institute, { post_type: '教研' });
    const reader = await newTeacher(places.institute, { post_type: '教研' });
    await enrolAt(places.institute, wish(physicist, '高中', '物理'), wish(reader, '小学', '语文'));
    await move(physicist, other);
    await move(reader, other);
    const tally = await inScope(db, other.actor.unit_path, (tx) => tallyOf(tx, campaign, other.unit.path));
    expect(tally).toEqual({ neither: 0, enrolled: 1, excused: 0, broken: 1 });
  });

  it('who departs and is pulled in from the departed pool is enrolled as before at the new school', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    await move(id, places.school, { status: { old: '在职', new: '离职' } });
    expect(await standing(id)).toEqual([
      expect.objectContaining({ state: 'released', released_why: 'departed' }),
    ]);
    await move(id, places.neighbour, { status: { old: '离职', new: '在职' } }, db, 2);
    expect(await standing(id)).toEqual([
      expect.objectContaining({ unit_id: places.neighbour.unit.id, state: 'enrolled', released_why: null }),
    ]);
  });

  it('who comes back with a corrected document is enrolled as before, behind the wall of the new one', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    const before = teacherRecord(people);
    people += 1;
    const after = teacherRecord(people);
    await move(id, places.school, { status: { old: '在职', new: '离职' } });
    const back: CellChanges = {
      status: { old: '离职', new: '在职' },
      id_number: { old: before.id_number, new: after.id_number },
    };
    await move(id, places.school, back, db, 2);
    expect(await standing(id)).toEqual([expect.objectContaining({ state: 'enrolled', released_why: null })]);
    expect(await walled(id)).toBe(1);
  });

  it('who comes back while another record of hers holds the year is not enrolled twice, and the school is told which stands', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id, '小学', '语文'));
    await move(id, places.school, { status: { old: '在职', new: '离职' } });
    const [other = ''] = await enrolTeachers(db, places.stranger, [teacherRecord(people)]);
    await enrolAt(places.stranger, wish(other, '小学', '数学'));
    await close(other);
    await move(id, places.school, { status: { old: '离职', new: '在职' } }, db, 2);
    expect(await standing(id)).toEqual([
      expect.objectContaining({ state: 'released', released_why: 'departed' }),
    ]);
    expect(await standing(other)).toEqual([expect.objectContaining({ state: 'enrolled', subject: '数学' })]);
    await expect(enrolAt(places.school, wish(id))).rejects.toMatchObject({
      code: 'already-enrolled',
      params: { unit: '乙县实验小学', superior: '乙县', cell: '小学数学' },
    });
  });

  it('a merger takes all enrolments along', async () => {
    const ending = await addSchoolOf('并入小学', '2137000091');
    const id = await newTeacher(ending);
    await enrolAt(ending, wish(id));
    await inScope(db, places.county.actor.unit_path, (tx) =>
      mergeOrganisations(tx, places.county.actor, {
        ...{ into: places.school.unit.id, from: [ending.unit.id], expected: 1 },
      }),
    );
    expect(await standing(id)).toEqual([
      expect.objectContaining({ unit_id: places.school.unit.id, state: 'enrolled' }),
    ]);
  });

  it('where the setting says release, it ends with the move and both sides see it', async () => {
    const strict = connect({ url: database.appUrl, secret: database.secret, enrolment_on_move: 'release' });
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    await move(id, places.neighbour, {}, strict);
    await strict.close();
    expect(await standing(id)).toEqual([
      expect.objectContaining({ state: 'released', released_why: 'moved' }),
    ]);
    expect(await enrolAt(places.neighbour, wish(id, '小学', '数学'))).toMatchObject({ enrolled: 1 });
  });

  it('a corrected document keeps its teacher behind the wall', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    const before = teacherRecord(people);
    people += 1;
    const after = teacherRecord(people);
    await move(id, places.school, { id_number: { old: before.id_number, new: after.id_number } });
    expect(await walled(id)).toBe(1);
  });

  it('a corrected document leaves enrolments of years before, where another record of the same person may stand', async () => {
    const first = await newTeacher(places.school);
    const right = teacherRecord(people);
    const second = await newTeacher(places.neighbour);
    const wrong = teacherRecord(people);
    const [before] = await asSystem(db, (tx) =>
      tx.sql
        .insertInto('campaigns')
        .values({ year: 2021, name: '2021年“互联网+教师专业发展”' })
        .returning('id')
        .execute(),
    );
    await asSystem(db, async (tx) => {
      for (const [teacher_id, place] of [
        [first, places.school],
        [second, places.neighbour],
      ] as const) {
        await sql`insert into enrolments (campaign_id, campaign_year, teacher_id, identity_hash, unit_id, unit_path, stage, subject,
            state, enrolled_by)
          select ${before?.id}, 2021, id, identity_hash, unit_id, unit_path, '小学', '语文', 'enrolled', ${place.actor.account_id}
          from teachers where id = ${teacher_id}`.execute(tx.sql);
      }
    });
    await enrolAt(places.neighbour, wish(second));
    await close(first);
    await move(second, places.neighbour, { id_number: { old: wrong.id_number, new: right.id_number } });
    expect(await standing(second)).toHaveLength(2);
    expect(await walled(second)).toBe(1);
  });
});

describe('an excuse', () => {
  it("is the new unit's to give for somebody whom the unit before had excused", async () => {
    const id = await newTeacher(places.school);
    const excuse = (place: Place, code: 'sick' | 'study') =>
      inScope(db, place.actor.unit_path, (tx) =>
        excuseTeachers(tx, place.actor, campaign, place.unit, [{ teacher_id: id, code, note: null }], inTime),
      );
    await excuse(places.school, 'sick');
    await move(id, places.stranger);
    expect(await excuse(places.stranger, 'study')).toBe(1);
    const { lines } = await inScope(db, places.stranger.actor.unit_path, (tx) =>
      enrolmentLines(tx, campaign, places.stranger.unit.id, { standing: 'excused', limit: 50 }),
    );
    expect(lines.find(({ teacher_id }) => teacher_id === id)?.excuse).toEqual({ code: 'study', note: null });
  });
});

describe('release and lock', () => {
  it('of two who change one at the same moment the first does, and the other is told to look again', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    const seen = { stage: '小学', subject: '语文' } as const;
    let second: Promise<PromiseSettledResult<unknown>[]> | undefined;
    await inScope(db, places.school.actor.unit_path, async (tx) => {
      const { actor, unit } = places.school;
      await enrol(tx, actor, campaign, unit, [{ ...wish(id, '小学', '数学'), seen }], { at: inTime });
      second = Promise.allSettled([enrolAt(places.school, { ...wish(id, '小学', '英语'), seen })]);
      await eventually(atALock, (waiting) => waiting.length > 0);
    });
    expect(await second).toMatchObject([{ status: 'rejected', reason: { code: 'stale' } }]);
    expect(await standing(id)).toMatchObject([{ subject: '数学', state: 'enrolled', version: 2 }]);
  });

  it('of two who release at the same moment one does, and the other is told to look again', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    const [row] = await asSystem(db, (tx) =>
      tx.sql.selectFrom('enrolments').where('teacher_id', '=', id).select('id').execute(),
    );
    const release = (place: Place) =>
      inScope(db, place.actor.unit_path, (tx) =>
        releaseEnrolment(tx, place.actor, row?.id ?? '', '错报', inTime),
      );
    const words = await Promise.allSettled([release(places.school), release(places.county)]);
    const lost = words.flatMap((word) => (word.status === 'rejected' ? [word.reason.code] : []));
    expect(lost).toHaveLength(1);
    expect(['stale', 'wrong-state']).toContain(lost[0]);
    expect(await standing(id)).toEqual([expect.objectContaining({ state: 'released', version: 2 })]);
  });

  it('the county releases with a reason, the school is told, another county finds nothing', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    const { id: enrolment = '' } = (
      await asSystem(db, (tx) =>
        tx.sql.selectFrom('enrolments').where('teacher_id', '=', id).select('id').execute(),
      )
    )[0] ?? { id: '' };
    const release = (place: Place, reason: string) =>
      inScope(db, place.actor.unit_path, (tx) =>
        releaseEnrolment(tx, place.actor, enrolment, reason, inTime),
      );
    await expect(release(places.otherCounty, '错报')).rejects.toMatchObject({ code: 'not-found' });
    await expect(release(places.city, '错报')).rejects.toMatchObject({ code: 'not-your-tier' });
    await expect(release(places.county, '')).rejects.toMatchObject({ code: 'reason-missing' });
    await release(places.county, '错报');
    await expect(release(places.county, '错报')).rejects.toMatchObject({ code: 'wrong-state' });
    const events = await inScope(db, places.county.actor.unit_path, (tx) =>
      eventsOf(tx, 'enrolment', enrolment),
    );
    expect(events.map(({ action }) => action)).toEqual(['enrol', 'release']);
    expect(JSON.stringify(events)).not.toContain('错报');
  });

  it('after the last day a school releases nothing, as it enrols nobody; the unit above still does', async () => {
    const id = await newTeacher(places.school);
    await enrolAt(places.school, wish(id));
    const [row] = await asSystem(db, (tx) =>
      tx.sql.selectFrom('enrolments').where('teacher_id', '=', id).select('id').execute(),
    );
    const late = new Date('2022-07-21T00:00:00+08:00');
    const release = (place: Place, now: Date) =>
      inScope(db, place.actor.unit_path, (tx) =>
        releaseEnrolment(tx, place.actor, row?.id ?? '', '错报', now),
      );
    await expect(release(places.school, late)).rejects.toMatchObject({
      ...{ code: 'window-closed', status: 423 },
      params: { step: 'enrolment', phase: 'closed', closes_on: '2022-07-20', whom: '甲县' },
    });
    await release(places.county, late);
    expect(await standing(id)).toEqual([expect.objectContaining({ state: 'released' })]);
  });

  it('a school that has submitted enrolment changes nothing until its superior reopens it', async () => {
    const school = await addSchoolOf('已上报小学', '2137000092');
    const id = await newTeacher(school);
    await enrolAt(school, wish(id));
    const key = { campaign_id: campaign.id, step: 'enrolment', unit_id: school.unit.id } as const;
    await inScope(db, school.actor.unit_path, (tx) =>
      actOnSubmission(tx, school.actor, key, { action: 'submit', reason: null, now: inTime }),
    );
    await expect(enrolAt(school, wish(id, '小学', '数学'))).rejects.toMatchObject({
      ...{ code: 'enrolment-submitted', status: 423, params: { unit: '已上报小学', superior: '甲县' } },
    });
    expect(await standing(id)).toEqual([expect.objectContaining({ subject: '语文', version: 1 })]);
  });
});

const addSchoolOf = async (name: string, code: string): Promise<Place> => {
  const place = await asSystem(db, (tx) => addSchool(tx, places.county, name, code));
  await inScope(db, places.county.actor.unit_path, (tx) =>
    setOpenings(
      tx,
      places.county.actor,
      campaign,
      { units: [place.unit.id], stages: ['小学'], open: true },
      inTime,
    ),
  );
  return place;
};
