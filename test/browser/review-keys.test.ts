/** A county's review by keys alone: a queue of thirty schools from the first to the last, and a conflict cell by cell. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { countByState } from '../../database/uploads.ts';
import type { Change } from '../../schemas/change.ts';
import { changeOfTeacher, keepChanges } from '../setup/change-sets.ts';
import { eventually } from '../setup/eventually.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { addSchool, enrolTeachers } from '../setup/registry.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const schools = 30;

/** Two who are as they were, a title, a departure and somebody new at every school; so that each kind of key is needed. */
async function submitThirty(): Promise<void> {
  const { db, places } = stage.web;
  for (let at = 0; at < schools; at++) {
    const code = `21371${String(at).padStart(5, '0')}`;
    const school = await asSystem(db, (tx) => addSchool(tx, places.county, `第${at + 1}小学`, code));
    const first = 1000 + at * 10;
    const ids = await enrolTeachers(
      db,
      school,
      [0, 1, 2, 3].map((n) => teacherRecord(first + n)),
    );
    const of = (n: number, changed: Partial<Change>) => changeOfTeacher(first + n, ids[n] ?? '', changed);
    const { name, id_number, id_type, ...rest } = teacherRecord(first + 9);
    await keepChanges(db, school, [
      of(0, { kind: 'depart', risk: 3, cells: { status: { old: '在职', new: '离职' } } }),
      of(1, { cells: { title: { old: '一级', new: '高级' } } }),
      {
        ...of(9, { kind: 'add', risk: 5 }),
        ...{ teacher_id: null, base_version: null, name: name ?? '', id_number: id_number ?? '' },
        cells: Object.fromEntries(
          Object.entries({ ...rest, name, id_number, id_type })
            .filter(([, value]) => value !== null)
            .map(([field, value]) => [field, { old: null, new: value }]),
        ),
      },
      of(2, { kind: 'verify', risk: 7 }),
      of(3, { kind: 'verify', risk: 7 }),
    ]);
  }
}

/** A key, and then what the page must have come to: people look before they press the next one. */
const pressed = async (page: Page, key: string, then: string): Promise<void> => {
  await page.keyboard.press(key);
  await eventually(() => page.evaluate<boolean>(then), Boolean);
};
/** A key that leads to another page; until its scripts have taken the page up, keys would find nothing to press. */
async function turned(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
  await page.locator('[data-htmx-powered]').first().waitFor({ state: 'attached' });
}
const undecided = `document.querySelectorAll('tr[data-undecided]').length`;

/** One school: the low-risk ones after a look at them, the risky ones row by row, one of them rejected. */
async function reviewOne(county: Page, isRejecting: boolean): Promise<void> {
  await pressed(county, 'b', `document.activeElement?.closest('#safe-dialog-body') !== null`);
  await turned(county, 'Enter');
  await pressed(county, 'j', `document.activeElement?.matches('tr[data-change]')`);
  await pressed(county, 'a', `${undecided} === 2`);
  if (isRejecting) {
    await pressed(county, 'r', `document.activeElement?.closest('#reject-dialog') !== null`);
    await county.keyboard.press('Space');
    await pressed(county, 'Enter', `${undecided} === 1`);
  } else {
    await pressed(county, 'a', `${undecided} === 1`);
  }
  await pressed(county, 'a', `document.activeElement?.matches('#review-bar button.primary')`);
}

it('a county clears a queue of thirty schools by keyboard alone', async () => {
  const { db, places } = stage.web;
  await submitThirty();
  const county = await stage.signedIn(places.county);
  await county.goto('/change-sets');
  expect(await seriousFaults(county)).toEqual([]);
  expect(await county.locator('tbody tr').count()).toBe(schools);
  await pressed(county, 'j', `document.activeElement?.matches('a[data-step]')`);
  await pressed(county, 'j', `document.activeElement?.textContent.trim() === '第2小学'`);
  await pressed(county, 'k', `document.activeElement?.textContent.trim() === '第1小学'`);
  await turned(county, 'Enter');
  expect(await seriousFaults(county)).toEqual([]);
  for (let at = 0; at < schools; at++) {
    if (at > 0) await turned(county, 'c');
    await reviewOne(county, at === 0);
  }
  await county.keyboard.press('c');
  await county.getByText('全部处理完，可上报').waitFor();
  const states = await asSystem(db, (tx) => countByState(tx));
  expect([states.submitted ?? 0, (states.approved ?? 0) + (states.applied ?? 0)]).toEqual([0, schools]);
  const decisions = await asSystem(db, (tx) =>
    tx.sql
      .selectFrom('changes')
      .groupBy('decision')
      .select((eb) => ['decision', eb.fn.countAll<string>().as('count')])
      .orderBy('decision')
      .execute(),
  );
  expect(decisions).toEqual([
    { decision: 'approve', count: '149' },
    { decision: 'reject', count: '1' },
  ]);
  expect(stage.complaints).toEqual([]);
}, 240_000);

/** What holds the focus, and whether one sees that it does. */
const focused = `(() => {
  const { activeElement: at } = document;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const { width, height, top, bottom } = at.getBoundingClientRect();
  const isMarked = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  return {
    text: (at.getAttribute('aria-label') ?? at.textContent).trim(),
    isSeen: at === document.body || (isMarked && width * height > 0 && bottom > 0 && top < innerHeight),
  };
})()`;

/** Tab until something of that name has the focus; nothing on the way holds it unseen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    await page.keyboard.press('Tab');
    const { text, isSeen } = await page.evaluate<{ text: string; isSeen: boolean }>(focused);
    expect(isSeen, `the focus is seen on “${text}”`).toBe(true);
    if (name.test(text)) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

it('with Tab and Enter alone a set is opened, decided and closed, and the focus is seen all the way', async () => {
  const { db, places } = stage.web;
  const [first = '', second = '', third = ''] = await enrolTeachers(
    db,
    places.stranger,
    [31, 32, 33].map((n) => teacherRecord(n)),
  );
  const title = { title: { old: '一级', new: '高级' } } as const;
  const { set } = await keepChanges(db, places.stranger, [
    changeOfTeacher(31, first, { kind: 'depart', risk: 3, cells: { status: { old: '在职', new: '离职' } } }),
    changeOfTeacher(32, second, { cells: title }),
    changeOfTeacher(33, third, { kind: 'verify', risk: 7 }),
  ]);
  const page = await stage.signedIn(places.otherCounty);
  await page.goto('/change-sets');
  await tabTo(page, /^乙县实验小学$/);
  await turned(page, 'Enter');
  expect(page.url()).toContain(`/change-sets/${set}`);
  // The low-risk one in bulk, after the dialog: it takes the focus, and the next page begins anew.
  await tabTo(page, /^通过低风险 1 条/);
  await pressed(page, 'Enter', `document.activeElement?.closest('#safe-dialog-body') !== null`);
  await turned(page, 'Enter');
  await tabTo(page, /^通过：张试31$/);
  await pressed(page, 'Enter', `${undecided} === 1`);
  // The next one to decide is at hand.
  expect(await page.evaluate('document.activeElement.dataset.name')).toBe('张试32');
  await tabTo(page, /^不通过…?：张试32$/);
  await pressed(page, 'Enter', `document.activeElement?.closest('#reject-dialog') !== null`);
  await page.keyboard.press('Escape');
  await eventually(
    () => page.evaluate<string>(`document.activeElement?.getAttribute('aria-label') ?? ''`),
    (label) => label.includes('张试32'),
  );
  await page.keyboard.press('Shift+Tab');
  expect((await page.evaluate<{ text: string }>(focused)).text).toBe('通过：张试32');
  await pressed(
    page,
    'Enter',
    `document.activeElement?.matches('#review-bar button.primary') && ${undecided} === 0`,
  );
  await page.keyboard.press('Enter');
  await page.getByText('“乙县实验小学”的审核已完成').waitFor();
}, 120_000);

it('a key pressed before a dialog can be filled leads to the page that asks the same', async () => {
  const { db, places } = stage.web;
  const [id = ''] = await enrolTeachers(db, places.neighbour, [teacherRecord(41)]);
  const { set } = await keepChanges(db, places.neighbour, [
    changeOfTeacher(41, id, { kind: 'verify', risk: 7 }),
  ]);
  const page = await stage.signedIn(places.county);
  await page.goto(`/change-sets/${set}`);
  await page.locator('[data-htmx-powered]').first().waitFor({ state: 'attached' });
  // As it is before htmx has come to it: neither its mark nor its listener.
  await page.locator('a[data-opens=safe-dialog]').evaluate((link) => {
    link.removeAttribute('data-htmx-powered');
    link.replaceWith(link.cloneNode(true));
  });
  await page.keyboard.press('b');
  await page.waitForURL(`/change-sets/${set}/low-risk`);
  expect(await page.locator('dialog[open]').count()).toBe(0);
}, 60_000);

it('a conflict is settled cell by cell in its row, and single keys can be switched off', async () => {
  const { db, places } = stage.web;
  const [id = ''] = await enrolTeachers(db, places.school, [teacherRecord(5)]);
  const cells = {
    title: { base: '二级', old: '一级', new: '高级' },
    education: { base: '专科', old: '本科', new: '硕士研究生' },
  };
  const { set } = await keepChanges(db, places.school, [
    changeOfTeacher(5, id, { kind: 'conflict', risk: 1, cells, id_number: identityNumberOf(5) }),
  ]);
  const county = await stage.signedIn(places.county);
  await county.goto(`/change-sets/${set}`);
  expect(await seriousFaults(county)).toEqual([]);
  await county.keyboard.press('j');
  await county.getByRole('button', { name: '用这个：职称，登记库现值' }).press('Enter');
  await county.locator('.conflict-cell .chosen', { hasText: '一级' }).waitFor();
  expect(await county.locator('tr[data-undecided]').count()).toBe(1);
  await county.getByRole('button', { name: '用这个：学历，学校上报' }).press('Enter');
  await county.locator('tr .badge.good', { hasText: '已通过' }).waitFor();
  expect(await county.locator('#announcement').textContent()).toContain('已选择：张试5');
  await county.locator('tr[data-change]').focus();
  await pressed(county, 'x', `document.activeElement?.matches('details.rest[open] > summary')`);
  expect(await county.locator('details.rest dt').count()).toBe(16);
  await pressed(county, 'x', `document.querySelector('details.rest:not([open])') !== null`);
  expect(await county.locator('.conflict-cell .chosen').allTextContents()).toEqual([
    expect.stringContaining('硕士研究生'),
    expect.stringContaining('一级'),
  ]);

  await county.keyboard.press('Escape');
  await county.locator('tr[data-change]').focus();
  await pressed(county, '?', `document.querySelector('#keys-dialog').open`);
  await county.getByLabel('使用单键快捷键').uncheck();
  await county.keyboard.press('Escape');
  await county.reload();
  await county.locator('tr[data-change]').focus();
  await county.keyboard.press('u');
  // The other way to say it still works, and shows that the key did nothing before.
  await county.getByRole('button', { name: '撤销决定：张试5' }).press('Enter');
  await county.locator('tr[data-undecided]').waitFor();
  const { id: upload } = await asSystem(db, (tx) =>
    tx.sql.selectFrom('uploads').where('change_set_id', '=', set).select('id').executeTakeFirstOrThrow(),
  );
  const events = await asSystem(db, (tx) => eventsOf(tx, 'upload', upload));
  expect(events.filter(({ detail }) => detail.decision === 'clear')).toHaveLength(1);
}, 120_000);

it('whoever decides second is shown in the row what the first one did, and stays there', async () => {
  const { db, places } = stage.web;
  const school = await asSystem(db, (tx) => addSchool(tx, places.county, '甲县第九十小学', '2137000090'));
  const [id = ''] = await enrolTeachers(db, school, [teacherRecord(6)]);
  const cells = { title: { old: '一级', new: '高级' } };
  const { set } = await keepChanges(db, school, [changeOfTeacher(6, id, { cells })]);
  const first = await stage.signedIn(places.county);
  const second = await stage.signedIn(places.county);
  for (const page of [first, second]) {
    await page.goto(`/change-sets/${set}`);
    await page.locator('[data-htmx-powered]').first().waitFor({ state: 'attached' });
  }
  await first.locator('tr[data-change]').focus();
  await pressed(first, 'a', `${undecided} === 0`);
  const heard = stage.complaints.length;
  await second.locator('tr[data-change]').focus();
  await pressed(second, 'a', `document.querySelector('tr[data-change] .late') !== null`);
  expect(await second.locator('.late').textContent()).toContain('已先处理这一条：通过');
  expect(await second.locator('tr[data-change] .badge.good').count()).toBe(1);
  expect(await second.evaluate('document.activeElement.dataset.change !== undefined')).toBe(true);
  expect(await second.locator('#announcement').textContent()).toContain('已先处理这一条');
  expect(await seriousFaults(second)).toEqual([]);
  // A browser notes the status itself.
  expect(stage.complaints.slice(heard).filter((one) => !one.includes('409'))).toEqual([]);
}, 60_000);
