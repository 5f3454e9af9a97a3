/** Deciding over HTTP beyond one change at a time: conflicts cell by cell, changes that are alike, bulk, and two reviewers at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAccount } from '../../database/accounts.ts';
import { eventsOf } from '../../database/events.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { teacherById } from '../../database/teachers.ts';
import type { CellChanges, Change } from '../../schemas/change.ts';
import type { Issue } from '../../schemas/issue.ts';
import { changeOfTeacher, keepChanges } from '../setup/change-sets.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { uploadNow } from '../setup/working.ts';
import { type Browser, openWeb, type Program, password, program, signIn, type Web } from './web.ts';

interface Facet {
  readonly value: string | boolean;
  readonly count: number;
}
interface SetJson {
  readonly total: number;
  readonly undecided: number;
  readonly digest: string;
  readonly facets: Readonly<Record<'kind' | 'risk' | 'field' | 'rule' | 'carried', Facet[]>>;
  readonly groups: { like: string; count: number; undecided: number }[];
  readonly batches: { at: string; decision: string; count: number }[];
  readonly changes: {
    id: string;
    kind: string;
    identity: boolean;
    decision: string | null;
    decided_at: string | null;
    teacher: { name: string };
    cells: Record<string, { choice?: string }>;
  }[];
}

let web: Web;
let county: Program;
let colleague: Program;
let reviewer: Browser;
let ids: string[] = [];
beforeAll(async () => {
  web = await openWeb();
  const { places, db } = web;
  ids = await enrolTeachers(
    db,
    places.school,
    Array.from({ length: 30 }, (_, n) => teacherRecord(n + 1)),
  );
  county = await program(web, places.county);
  reviewer = await signIn(web, places.county);
  const second = 'county-second';
  await asSystem(db, async (tx) => {
    const { id, path } = places.county.unit;
    await saveAccount(tx, {
      ...{ username: second, password_hash: await hashPassword(password), unit_id: id, unit_path: path },
    });
  });
  colleague = await program(web, {
    ...places.county,
    actor: { ...places.county.actor, username: second },
  } satisfies Place);
});
afterAll(() => web.close());

const setOf = async (set: string, query = ''): Promise<SetJson> =>
  (await county.get(`/change-sets/${set}${query}`)).body as SetJson;

const of = (n: number, changed: Partial<Change>): Change => changeOfTeacher(n, ids[n - 1] ?? '', changed);
const ruralFlag = { is_rural: { old: false, new: true } } satisfies CellChanges;
const phone = (n: number): CellChanges => ({ mobile: { old: `1540000000${n}`, new: `1549999000${n}` } });

/** Returned at the end of each group of tests, so that the school is free for the next. */
const sendBack = (set: string) => county.post(`/change-sets/${set}/return`, { reason: '请更正' });

describe('a conflict', () => {
  let set = '';
  let upload = '';
  let conflict = '';
  const cells: CellChanges = {
    title: { base: '二级', old: '一级', new: '高级' },
    education: { base: '专科', old: '本科', new: '硕士研究生' },
    mobile: { base: '15411110000', old: '15400000001', new: '15422220000' },
    subject: { old: '语文', new: '数学' },
  };
  beforeAll(async () => {
    const kept = await keepChanges(web.db, web.places.school, [of(1, { kind: 'conflict', risk: 1, cells })]);
    set = kept.set;
    upload = kept.id;
    conflict = (await setOf(set)).changes[0]?.id ?? '';
  });
  const choose = (field: string, choice: string, seen?: string) =>
    county.post(`/change-sets/${set}/changes/${conflict}/choices`, { field, choice, seen });

  it('shows the three values of each cell, and a button for each', async () => {
    const { html } = await reviewer.page(`/change-sets/${set}`);
    for (const choice of ['base', 'theirs', 'ours']) {
      expect(html.match(new RegExp(`name="choice" value="${choice}"`, 'g'))).toHaveLength(3);
    }
    expect(html).toContain('aria-label="用这个：职称，登记库现值"');
  });

  it('stays undecided until each of its cells is chosen, and only what is in conflict can be', async () => {
    expect(await choose('title', 'theirs')).toMatchObject({
      status: 200,
      body: { decision: null, cells: { title: { choice: 'theirs' } } },
    });
    expect(await choose('subject', 'ours')).toMatchObject({ status: 404 });
    expect((await setOf(set)).undecided).toBe(1);
  });

  it('refuses a choice that overrules one which the reviewer has not seen', async () => {
    expect(await choose('title', 'ours', 'none')).toMatchObject({
      status: 409,
      body: { changes: [{ id: conflict, cells: { title: { choice: 'theirs' } } }] },
    });
  });

  it('by a form leads back to its row', async () => {
    const answer = await reviewer.post(`/change-sets/${set}/changes/${conflict}/choices`, {
      ...{ field: 'education', choice: 'base', seen: 'none' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/change-sets/${set}#change-${conflict}`,
    ]);
  });

  it('is approved by its last cell, and exactly what was chosen is applied', async () => {
    expect(await choose('mobile', 'ours')).toMatchObject({ body: { decision: 'approve' } });
    expect(await county.post(`/change-sets/${set}/approve`)).toMatchObject({ status: 200 });
    await web.apply(upload);
    const { record } = (await asSystem(web.db, (tx) => teacherById(tx, ids[0] ?? ''))) ?? {};
    expect(record).toMatchObject({
      ...{ title: '一级', education: '专科', mobile: '15422220000', subject: '数学' },
    });
  });
});

describe('a conflict in which the registry keeps every cell', () => {
  it('is approved without a new version', async () => {
    const cells: CellChanges = { title: { base: '二级', old: '一级', new: '高级' } };
    const kept = await keepChanges(web.db, web.places.school, [of(2, { kind: 'conflict', risk: 1, cells })]);
    const [change] = (await setOf(kept.set)).changes;
    await county.post(`/change-sets/${kept.set}/changes/${change?.id}/choices`, {
      ...{ field: 'title', choice: 'theirs' },
    });
    await county.post(`/change-sets/${kept.set}/approve`);
    await web.apply(kept.id);
    expect(await asSystem(web.db, (tx) => teacherById(tx, ids[1] ?? ''))).toMatchObject({
      ...{ version: 1, record: { title: '一级' } },
    });
  });
});

describe('the facets of a set', () => {
  let set = '';
  beforeAll(async () => {
    const warning = {
      rule: 'rural-against-school',
      severity: 'warning',
      sheet: '教师',
      column: 'L',
      field: 'is_rural',
      params: { class: '主城区' },
    } as const;
    const kept = await keepChanges(
      web.db,
      web.places.school,
      [
        of(3, { cells: { id_number: { old: '1', new: '2' } }, risk: 2 }),
        of(4, { kind: 'depart', risk: 3, cells: { status: { old: '在职', new: '离职' } } }),
        ...[5, 6, 7].map((n) => of(n, { cells: ruralFlag })),
        of(8, { cells: { title: { old: '一级', new: '高级' } } }),
        of(9, { cells: phone(9), risk: 6 }),
        ...[10, 11].map((n) => of(n, { kind: 'verify', risk: 7 })),
      ],
      [5, 6].map((n) => ({ ...warning, row: n + 3 })),
    );
    set = kept.set;
  });
  afterAll(() => sendBack(set));

  it('count kinds, risks, fields and rules, the identity document as a kind of its own', async () => {
    const { facets } = await setOf(set);
    expect(facets.kind).toEqual([
      { value: 'identity', count: 1 },
      { value: 'depart', count: 1 },
      { value: 'change', count: 5 },
      { value: 'verify', count: 2 },
    ]);
    expect(facets.risk).toEqual([
      { value: 'high', count: 2 },
      { value: 'medium', count: 4 },
      { value: 'low', count: 3 },
    ]);
    expect(facets.field).toEqual([
      { value: 'is_rural', count: 3 },
      ...['id_number', 'mobile', 'status', 'title'].map((value) => ({ value, count: 1 })),
    ]);
    expect(facets.rule).toEqual([{ value: 'rural-against-school', count: 2 }]);
  });

  it('narrow together, and each says what it would leave beside the others', async () => {
    const { facets, total } = await setOf(set, '?kind=change&risk=medium');
    expect(total).toBe(4);
    expect(facets.field).toEqual([
      { value: 'is_rural', count: 3 },
      { value: 'title', count: 1 },
    ]);
    expect(facets.risk).toEqual([
      { value: 'medium', count: 4 },
      { value: 'low', count: 1 },
    ]);
    expect((await setOf(set, '?kind=change&rule=rural-against-school')).total).toBe(2);
    expect((await setOf(set, '?kind=identity')).changes.map(({ teacher }) => teacher.name)).toEqual([
      '张试3',
    ]);
    expect((await setOf(set, '?rule=rural-against-school')).facets.field).toEqual([
      { value: 'is_rural', count: 2 },
    ]);
  });

  it('are links that keep the other conditions, and let go when chosen again', async () => {
    const { html } = await reviewer.page(`/change-sets/${set}?kind=change`);
    expect(html).toContain(`href="/change-sets/${set}?kind=change&amp;risk=medium"`);
    expect(html).toMatch(new RegExp(`href="/change-sets/${set}" aria-current="true">变更`));
    expect(html).toContain('>证件变更<span class="count"> 1</span>');
  });

  it('lead to rows that say what was found in them', async () => {
    const { html } = await reviewer.page(`/change-sets/${set}?rule=rural-against-school`);
    expect(html.match(/<ul class="found">/g)).toHaveLength(2);
  });

  it('the printed page names the digest of the content and has room for signatures', async () => {
    const { digest } = await setOf(set);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const { html } = await reviewer.page(`/change-sets/${set}?all=1`);
    expect(html).toContain(`内容摘要（SHA-256） <span class="mono">${digest}</span>`);
    expect(html).toContain('审核单位（盖章）');
  });
});

describe('the same change of several people', () => {
  let set = '';
  beforeAll(async () => {
    const kept = await keepChanges(web.db, web.places.school, [
      ...Array.from({ length: 12 }, (_, n) => of(n + 11, { cells: ruralFlag })),
      of(23, { cells: { ...ruralFlag, title: { old: '一级', new: '高级' } } }),
    ]);
    set = kept.set;
  });
  afterAll(() => sendBack(set));

  it('is one group with its count, shown by a link and decided by one button', async () => {
    const { groups } = await setOf(set);
    expect(groups).toMatchObject([{ count: 12, undecided: 12 }]);
    const like = groups[0]?.like ?? '';
    expect((await setOf(set, `?like=${like}`)).total).toBe(12);
    const { html } = await reviewer.page(`/change-sets/${set}`);
    expect(html).toContain('一起通过 12 条');
    const answer = await reviewer.post(`/change-sets/${set}/decisions`, {
      ...{ changes: 'like', like, decision: 'approve' },
    });
    expect(answer.status).toBe(303);
    expect((await setOf(set)).undecided).toBe(1);
  });

  it('is taken back at once until the review is closed', async () => {
    const [batch] = (await setOf(set)).batches;
    expect(batch).toMatchObject({ decision: 'approve', count: 12 });
    expect((await reviewer.page(`/change-sets/${set}`)).html).toContain('批量通过 12 条');
    const answer = await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: 'batch', batch: batch?.at, decision: 'clear' },
    });
    expect(answer).toMatchObject({ status: 200, body: { changed: 12, undecided: 13 } });
    expect((await setOf(set)).batches).toEqual([]);
  });

  it('is rejected together with one reason', async () => {
    const [group] = (await setOf(set)).groups;
    const answer = await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: 'like', like: group?.like, decision: 'reject', reason: '本校不在乡村' },
    });
    expect(answer).toMatchObject({ body: { changed: 12 } });
    expect(
      await county.post(`/change-sets/${set}/decisions`, { changes: 'like', decision: 'clear' }),
    ).toMatchObject({ status: 422 });
  });
});

describe('a bulk approval', () => {
  let set = '';
  let upload = '';
  beforeAll(async () => {
    const kept = await keepChanges(
      web.db,
      web.places.school,
      Array.from({ length: 25 }, (_, n) => of(n + 3, { kind: 'verify', risk: 7 })),
    );
    set = kept.set;
    upload = kept.id;
  });
  afterAll(() => sendBack(set));
  const sample = async () =>
    (await county.get(`/change-sets/${set}/low-risk`)).body as {
      count: number;
      digest: string;
      sample: { id: string }[];
    };

  it('shows the count and ten that chance chose once for this set', async () => {
    const first = await sample();
    expect([first.count, first.sample.length]).toEqual([25, 10]);
    expect(await sample()).toEqual(first);
  });

  it('of other changes than those shown is refused', async () => {
    const { digest } = await sample();
    const [one] = (await setOf(set)).changes;
    await county.post(`/change-sets/${set}/decisions`, { changes: [one?.id], decision: 'approve' });
    expect(
      await county.post(`/change-sets/${set}/decisions`, { changes: 'safe', decision: 'approve', digest }),
    ).toMatchObject({ status: 409, body: { code: 'stale' } });
  });

  it('is recorded with its count, its digest and whom it showed', async () => {
    const shown = await sample();
    const answer = await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: 'safe', decision: 'approve', digest: shown.digest },
    });
    expect(answer).toMatchObject({ status: 200, body: { changed: 24 } });
    const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', upload));
    const told = events.findLast(({ detail }) => detail.selection === 'safe')?.detail;
    expect(told).toMatchObject({ decision: 'approve', count: 24, digest: shown.digest });
    expect(String(told?.sample).split(' ').sort()).toEqual(shown.sample.map(({ id }) => id).sort());
  });
});

describe('a bulk approval where a rule warns of a row', () => {
  it('leaves that row to be looked at, and counts the same everywhere', async () => {
    const cells = { email: { old: null, new: 'new@example.com' } };
    const changes = [0, 1, 2].map((n) => of(n + 3, { risk: 6, cells }));
    const about = { sheet: changes[0]?.sheet ?? '', row: changes[0]?.row ?? 0, column: 'A', params: {} };
    const warning: Issue = { rule: 'rural-against-school', severity: 'warning', ...about };
    const note: Issue = { ...warning, severity: 'note', row: changes[1]?.row ?? 0 };
    const issues = [warning, note];
    const { id, set } = await keepChanges(web.db, web.places.school, changes, issues);
    expect((await uploadNow(web.db, id)).counts?.risky).toBe(1);
    expect((await county.get(`/change-sets/${set}/low-risk`)).body).toMatchObject({ count: 2 });
    expect((await (await signIn(web, web.places.county)).page(`/change-sets/${set}`)).html).toContain(
      '通过低风险 2 条',
    );
    const answer = await county.post(`/change-sets/${set}/decisions`, {
      ...{ changes: 'safe', decision: 'approve' },
    });
    expect(answer).toMatchObject({ status: 200, body: { changed: 2 } });
    const left = (await setOf(set)).changes.filter(({ decision }) => decision === null);
    expect(left).toHaveLength(1);
    await sendBack(set);
  });
});

describe('two reviewers at once', () => {
  let set = '';
  let change = '';
  beforeAll(async () => {
    set = (await keepChanges(web.db, web.places.school, [of(24, { cells: ruralFlag })])).set;
    change = (await setOf(set)).changes[0]?.id ?? '';
  });
  afterAll(() => sendBack(set));
  const address = () => `/change-sets/${set}/decisions`;

  it('the second is refused with the row as it stands, as JSON and in place', async () => {
    await reviewer.page(`/change-sets/${set}`);
    await colleague.post(address(), { changes: [change], decision: 'reject', reason: '与人事档案不一致' });
    expect(await county.post(address(), { changes: [change], decision: 'approve' })).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'already-decided', params: { who: '甲县 · county-second', decision: 'reject' } },
        changes: [{ id: change, decision: 'reject', reason: '与人事档案不一致' }],
      },
    });
    const answer = await reviewer.post(
      address(),
      { changes: change, decision: 'approve', seen: 'none', back: `/change-sets/${set}` },
      { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
    );
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toMatch(new RegExp(`^<tr id="change-${change}"`));
    expect(html).toContain('与人事档案不一致');
    expect(html).toContain('甲县 · county-second已先处理这一条：不通过');
    const page = await reviewer.post(address(), { changes: change, decision: 'approve', seen: 'none' });
    expect(page.status).toBe(409);
    expect(await page.text()).toContain('与人事档案不一致');
    expect((await setOf(set)).changes[0]?.decision).toBe('reject');
  });

  it('a decision that was taken back meanwhile is no longer taken back', async () => {
    const seen = (await setOf(set)).changes[0]?.decided_at;
    await colleague.post(address(), { changes: [change], decision: 'clear' });
    expect(await county.post(address(), { changes: [change], decision: 'clear', seen })).toMatchObject({
      status: 409,
      body: { code: 'decision-cleared', changes: [{ decision: null }] },
    });
  });

  it('nobody is kept from what they decided themselves', async () => {
    for (const decision of ['approve', 'approve', 'clear']) {
      expect(await county.post(address(), { changes: [change], decision })).toMatchObject({ status: 200 });
    }
  });
});
