/** Separation of duties on the review page: whoever sent a file reads why a colleague has to review it, and finds no button. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveAccount } from '../../database/accounts.ts';
import { eventsOf } from '../../database/events.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { changeOfTeacher, keepChanges } from '../setup/change-sets.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, password, signIn, type Web } from './web.ts';

let web: Web;
let kept: { readonly id: string; readonly set: string };
beforeAll(async () => {
  web = await openWeb();
  const { db, places } = web;
  const [id = ''] = await enrolTeachers(db, places.school, [teacherRecord(1)]);
  const cells = { title: { old: '二级', new: '一级' } };
  kept = await keepChanges(db, places.school, [changeOfTeacher(1, id, { cells })]);
  // As a bundle does: the county sent it for its school.
  await asSystem(db, (tx) =>
    tx.sql
      .updateTable('uploads')
      .set({ received_by: places.county.actor.account_id })
      .where('id', '=', kept.id)
      .execute(),
  );
});
afterAll(() => web.close());

const why = '须由本单位另一位管理员审核';
const colleague = (): Place => ({
  ...web.places.county,
  actor: { ...web.places.county.actor, username: 'county-second' },
});

it('the only admin of the county finds the buttons', async () => {
  const { html } = await (await signIn(web, web.places.county)).page(`/change-sets/${kept.set}`);
  expect(html).toContain('value="approve"');
  expect(html).not.toContain(why);
});

it('where there is a colleague, who sent it reads why they do not review it, and the colleague finds the buttons', async () => {
  const { id: unit_id, path: unit_path } = web.places.county.unit;
  const password_hash = await hashPassword(password);
  const username = colleague().actor.username;
  await asSystem(web.db, (tx) => saveAccount(tx, { username, password_hash, unit_id, unit_path }));
  const sender = await signIn(web, web.places.county);
  const page = await sender.page(`/change-sets/${kept.set}`);
  expect(page.html).toContain(why);
  expect(page.html).not.toContain('value="approve"');
  expect(page.html).not.toContain(`action="/change-sets/${kept.set}/approve"`);
  const other = await (await signIn(web, colleague())).page(`/change-sets/${kept.set}`);
  expect(other.html).toContain('value="approve"');
  expect(other.html).not.toContain(why);
});

it('a refusal of a plain form says what was refused in words, and leads back to the page one came from', async () => {
  const sender = await signIn(web, web.places.county);
  await sender.page(`/change-sets/${kept.set}`);
  const referer = `${web.url}/change-sets/${kept.set}?kind=change`;
  const answer = await sender.post(`/change-sets/${kept.set}/approve`, {}, { referer });
  expect(answer.status).toBe(403);
  const html = await answer.text();
  expect(html).toContain(why);
  expect(html).toContain(`href="/change-sets/${kept.set}?kind=change"`);
  expect(html).not.toContain('<h1>403</h1>');
  const elsewhere = await sender.post(
    `/change-sets/${kept.set}/approve`,
    {},
    { referer: 'https://evil.example/x' },
  );
  expect(await elsewhere.text()).not.toContain('evil.example');
});

it('a sole admin who closes the review of what it sent leaves a mark in the trail', async () => {
  await asSystem(web.db, (tx) =>
    tx.sql
      .updateTable('accounts')
      .set({ disabled_at: new Date() })
      .where('username', '=', colleague().actor.username)
      .execute(),
  );
  const alone = await signIn(web, web.places.county);
  await alone.page(`/change-sets/${kept.set}`);
  await alone.post(`/change-sets/${kept.set}/decisions`, { changes: 'safe', decision: 'approve' });
  const { html } = await alone.page(`/change-sets/${kept.set}`);
  const change = /name="changes" value="(\d+)"/.exec(html)?.[1] ?? '';
  await alone.post(`/change-sets/${kept.set}/decisions`, { changes: change, decision: 'approve' });
  expect((await alone.post(`/change-sets/${kept.set}/approve`)).status).toBe(303);
  const events = await asSystem(web.db, (tx) => eventsOf(tx, 'upload', kept.id));
  expect(events.find(({ action }) => action === 'approve')?.detail).toMatchObject({ own_work: true });
  expect((await alone.page('/audit?subject=upload')).html).toContain('审核人就是上传或提交的人');
});
