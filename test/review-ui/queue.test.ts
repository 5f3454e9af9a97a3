/** The queue of a reviewer: what is due first, what stands out in it, and how it is narrowed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign, listCampaigns } from '../../database/campaigns.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Change } from '../../schemas/change.ts';
import { changeOfTeacher, keepChanges } from '../setup/change-sets.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { teacherRecord } from '../setup/people.ts';
import { addSchool, enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, type Program, program, signIn, type Web } from './web.ts';

interface QueueJson {
  readonly change_sets: readonly {
    id: string;
    unit: { name: string };
    closes_on: string | null;
    urgency: string | null;
    plausibility: { against: string; reference: number; standing: string }[];
  }[];
  readonly total: number;
  readonly facets: Record<'has' | 'wait' | 'area', { value: string; count: number }[]>;
}

let web: Web;
let county: Program;
let now = new Date('2026-07-20T12:00:00+08:00');
const sets = new Map<string, string>();

/** A school with so many teachers in service, whose file was received at a moment and holds these changes. */
async function waiting(
  name: string,
  received: string,
  teachers: number,
  changes: readonly Partial<Change>[],
) {
  const { db, places } = web;
  const code = `213799${String(sets.size).padStart(4, '0')}`;
  const school: Place = await asSystem(db, (tx) => addSchool(tx, places.county, name, code));
  const first = 100 * (sets.size + 1);
  const ids = await enrolTeachers(
    db,
    school,
    Array.from({ length: teachers }, (_, n) => teacherRecord(first + n)),
  );
  const { id, set } = await keepChanges(
    db,
    school,
    changes.map((changed, n) => changeOfTeacher(first + n, ids[n] ?? '', changed)),
  );
  await asSystem(db, (tx) =>
    tx.sql
      .updateTable('uploads')
      .set({ received_at: new Date(received), submitted_at: new Date(received) })
      .where('id', '=', id)
      .execute(),
  );
  sets.set(name, set);
  return school;
}

const verified: Partial<Change> = { kind: 'verify', risk: 7 };
const departing: Partial<Change> = {
  ...{ kind: 'depart', risk: 3, cells: { status: { old: '在职', new: '离职' } } },
};
const titled: Partial<Change> = { cells: { title: { old: '一级', new: '高级' } } };
const many = (count: number, changed: Partial<Change>) => Array.from({ length: count }, () => changed);

beforeAll(async () => {
  web = await openWeb({ now: () => now });
  const { db, places } = web;
  await asSystem(db, async (tx) => {
    const actor = { ...places.province.actor };
    const window = (opens_on: string, closes_on: string) => ({ collection: { opens_on, closes_on } });
    await addCampaign(tx, actor, { year: 2026, name: '春', windows: window('2026-03-01', '2026-03-31') });
    await addCampaign(tx, actor, { year: 2026, name: '夏', windows: window('2026-06-01', '2026-07-21') });
  });
  // The order of arrival is none of the orders below.
  const calm = await waiting('平静小学', '2026-07-18T09:00:00+08:00', 10, many(10, verified));
  await waiting('风险小学', '2026-07-19T09:00:00+08:00', 10, [departing, titled, ...many(8, verified)]);
  const late = await waiting('逾期小学', '2026-03-20T09:00:00+08:00', 10, many(4, verified));
  await asSystem(db, async (tx) => {
    const place = (school: Place, township: string, expected_headcount: number) =>
      tx.sql
        .updateTable('units')
        .set({ township, expected_headcount })
        .where('id', '=', school.unit.id)
        .execute();
    await place(calm, '东镇', 10);
    await place(late, '西镇', 3);
  });
  county = await program(web, places.county);
});
afterAll(() => web.close());

const queue = async (query = ''): Promise<QueueJson> =>
  (await county.get(`/change-sets${query}`)).body as QueueJson;

describe('the queue', () => {
  it('begins with what is due first, and of one day with the riskiest', async () => {
    const { change_sets } = await queue();
    expect(change_sets.map(({ unit, closes_on, urgency }) => [unit.name, closes_on, urgency])).toEqual([
      ['逾期小学', '2026-03-31', 'overdue'],
      ['风险小学', '2026-07-21', 'near'],
      ['平静小学', '2026-07-21', 'near'],
    ]);
  });

  it('marks what is overdue or due soon in words', async () => {
    const { html } = await (await signIn(web, web.places.county)).page('/change-sets');
    expect(html).toContain('已过截止');
    expect(html.match(/即将截止/g)).toHaveLength(2);
  });

  it('lets numbers stand out that are far from the last round or from what is expected', async () => {
    const { change_sets } = await queue();
    expect(change_sets.map(({ unit, plausibility }) => [unit.name, plausibility])).toEqual([
      [
        '逾期小学',
        [
          { against: 'last_round', reference: 10, standing: 'low' },
          { against: 'expected', reference: 3, standing: 'plausible' },
        ],
      ],
      ['风险小学', [{ against: 'last_round', reference: 10, standing: 'plausible' }]],
      [
        '平静小学',
        [
          { against: 'last_round', reference: 10, standing: 'plausible' },
          { against: 'expected', reference: 10, standing: 'plausible' },
        ],
      ],
    ]);
    const { html } = await (await signIn(web, web.places.county)).page('/change-sets');
    expect(html).toContain('人数偏少 4 / 上一轮 10');
  });

  it('is narrowed by what is risky, by waiting days and by area, together and with counts', async () => {
    expect((await queue()).facets).toEqual({
      has: [{ value: 'depart', count: 1 }],
      wait: [
        { value: 'days', count: 2 },
        { value: 'longer', count: 1 },
      ],
      area: [
        { value: '东镇', count: 1 },
        { value: '西镇', count: 1 },
      ],
    });
    const names = async (query: string) => (await queue(query)).change_sets.map(({ unit }) => unit.name);
    expect(await names('?has=depart')).toEqual(['风险小学']);
    expect(await names('?wait=longer')).toEqual(['逾期小学']);
    expect(await names(`?area=${encodeURIComponent('东镇')}`)).toEqual(['平静小学']);
    expect(await queue('?wait=days&has=depart')).toMatchObject({
      total: 1,
      facets: { area: [], wait: [{ value: 'days', count: 1 }] },
    });
    const { html } = await (await signIn(web, web.places.county)).page('/change-sets?wait=days');
    expect(html).toContain('href="/change-sets?state=waiting&amp;has=depart&amp;wait=days"');
  });

  it('says when nothing is left, and that the county may go on', async () => {
    now = new Date('2026-07-20T13:00:00+08:00');
    for (const set of sets.values()) await county.post(`/change-sets/${set}/return`, { reason: '请更正' });
    const { html } = await (await signIn(web, web.places.county)).page('/change-sets');
    expect(html).toContain('全部处理完，可上报');
  });
});

describe('a set beside what follows from it', () => {
  it('shows the roster before and after, without what is rejected, and the number beside the last round', async () => {
    await waiting('影响小学', '2026-07-20T09:00:00+08:00', 10, [departing, titled]);
    const set = sets.get('影响小学') ?? '';
    const impactNow = async () => (await county.get(`/change-sets/${set}`)).body as { impact: unknown };
    expect(await impactNow()).toMatchObject({
      impact: {
        ...{ before: 10, after: 9, transfers: 0 },
        stages: [{ stage: '小学', before: 10, after: 9 }],
        plausibility: [{ against: 'last_round', reference: 10, standing: 'low' }],
      },
    });
    const reviewer = await signIn(web, web.places.county);
    const { html } = await reviewer.page(`/change-sets/${set}`);
    expect(html).toContain('通过后在册教师 <strong class="num">10 → 9</strong>');
    expect(html).toContain('人数偏少 1 / 上一轮 10');
    const { changes } = (await county.get(`/change-sets/${set}?kind=depart`)).body as {
      changes: { id: string }[];
    };
    await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: [changes[0]?.id], decision: 'reject', reason: '仍在本校' },
    });
    expect(await impactNow()).toMatchObject({ impact: { before: 10, after: 10, stages: [] } });
  });

  it('says how many of those who leave are enrolled or experts, and nothing once they stay', async () => {
    const { db, places } = web;
    const school = await waiting('报名小学', '2026-07-20T09:00:00+08:00', 4, [departing, titled, departing]);
    const { teachers } = (await county.get(`/teachers?unit=${school.unit.id}`)).body as {
      teachers: { id: string }[];
    };
    const [campaign] = await asSystem(db, (tx) => listCampaigns(tx));
    if (campaign === undefined) throw new Error('no campaign');
    await enrolAt(
      db,
      campaign,
      school,
      teachers.map(({ id }) => id),
    );
    const set = sets.get('报名小学') ?? '';
    expect((await county.get(`/change-sets/${set}`)).body).toMatchObject({
      impact: { before: 4, after: 2, commitments: { enrolled: 2, experts: 0 } },
    });
    await inScope(db, places.city.unit.path, (tx) =>
      tx.sql
        .insertInto('experts')
        .values({
          ...{ campaign_id: campaign.id, level: '市级', state: 'decided', unit_id: places.city.unit.id },
          ...{ unit_path: places.city.unit.path, workplace: '', county: '', stage: '小学', subject: '语文' },
          ...{ title: '高级', capacity: 100, identity_hash: Buffer.alloc(32), sealed: Buffer.alloc(1) },
          ...{ teacher_id: teachers[0]?.id ?? null, proposed_by: places.city.actor.account_id },
          ...{ decided_by: places.city.actor.account_id, decided_at: now },
        })
        .execute(),
    );
    const { html } = await (await signIn(web, places.county)).page(`/change-sets/${set}`);
    expect(html).toContain('离开或调动的人中：已报名 2 人，担任专家 1 人');
    const { changes } = (await county.get(`/change-sets/${set}?kind=depart`)).body as {
      changes: { id: string }[];
    };
    await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: changes.map(({ id }) => id), decision: 'reject', reason: '仍在本校' },
    });
    expect((await county.get(`/change-sets/${set}`)).body).toMatchObject({
      impact: { commitments: { enrolled: 0, experts: 0 } },
    });
  });

  it('counts hundreds of newcomers without opening them, and then says nothing of stages', async () => {
    const newcomers = many(201, { kind: 'add', risk: 5, teacher_id: null, base_version: null });
    await waiting('新建小学', '2026-07-20T09:00:00+08:00', 2, [departing, ...newcomers]);
    const { body } = await county.get(`/change-sets/${sets.get('新建小学')}?page=1`);
    expect(body).toMatchObject({ impact: { before: 2, after: 202, stages: [] } });
  });

  it('its unit stands out beside what the county expects of it', async () => {
    const { db, places } = web;
    const school = await asSystem(db, (tx) => addSchool(tx, places.county, '空小学', '2137998888'));
    const expectThere = (expected_headcount: number) =>
      asSystem(db, (tx) =>
        tx.sql.updateTable('units').set({ expected_headcount }).where('id', '=', school.unit.id).execute(),
      );
    await expectThere(12);
    const reviewer = await signIn(web, places.county);
    expect((await reviewer.page(`/units/${school.unit.id}`)).html).toContain('没有教师 0 / 应有 12');
    expect((await county.get(`/units/${school.unit.id}`)).body).toMatchObject({
      plausibility: [{ against: 'expected', reference: 12, standing: 'zero' }],
    });
    await expectThere(0);
    expect((await reviewer.page(`/units/${school.unit.id}`)).html).not.toContain('没有教师');
  });
});

describe('more days for one school', () => {
  it('move its file behind those that are due', async () => {
    const { db, places } = web;
    const one = await waiting('先到小学', '2026-07-20T09:00:00+08:00', 1, [verified]);
    const other = await waiting('按时小学', '2026-07-20T09:30:00+08:00', 1, [verified]);
    await asSystem(db, async (tx) => {
      const summer = (await listCampaigns(tx)).find(({ name }) => name === '夏');
      await tx.sql
        .insertInto('extensions')
        .values({
          ...{ campaign_id: summer?.id ?? '', step: 'collection', covers: 'unit', state: 'granted' },
          ...{ unit_id: one.unit.id, unit_path: one.unit.path, until: '2026-07-28' },
          ...{ reason: Buffer.from('sealed'), made_by: places.county.actor.account_id },
        })
        .execute();
    });
    const { change_sets } = await queue();
    const ours = change_sets.filter(({ unit }) => [one.unit.name, other.unit.name].includes(unit.name));
    expect(ours.map(({ unit, closes_on, urgency }) => [unit.name, closes_on, urgency])).toEqual([
      ['按时小学', '2026-07-21', 'near'],
      ['先到小学', '2026-07-28', null],
    ]);
    // What the county grants to all below it moves whoever has no later day of their own.
    await asSystem(web.db, async (tx) => {
      const [summer] = await listCampaigns(tx);
      const { county: above } = web.places;
      await tx.sql
        .insertInto('extensions')
        .values({
          ...{ campaign_id: summer?.id ?? '', step: 'collection', covers: 'below', state: 'granted' },
          ...{ unit_id: above.unit.id, unit_path: above.unit.path, until: '2026-07-25' },
          ...{ reason: Buffer.from('sealed'), made_by: above.actor.account_id },
        })
        .execute();
    });
    const later = (await queue()).change_sets.filter(({ unit }) =>
      [one.unit.name, other.unit.name].includes(unit.name),
    );
    expect(later.map(({ unit, closes_on }) => [unit.name, closes_on])).toEqual([
      ['按时小学', '2026-07-25'],
      ['先到小学', '2026-07-28'],
    ]);
  });
});
