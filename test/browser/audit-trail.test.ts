/** The trail that a filled registry leaves: whole, in words, without anybody's data, and each step of a file exactly once. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealEvents } from '../../database/audit-seals.ts';
import { verifyAudit } from '../../database/audit-verification.ts';
import { subjects } from '../../review-ui/pages/audit/event-words.ts';
import type { Params } from '../../schemas/language.ts';
import { stages, subjects as taught } from '../../schemas/subject.ts';
import { statuses } from '../../schemas/teacher-choices.ts';
import { openStage, type Stage } from './stage.ts';
import { addWorld } from './world.ts';

interface Row {
  readonly subject: string;
  readonly subject_id: string;
  readonly action: string;
  readonly detail: Params;
}

let stage: Stage;
let clock = new Date();
let owner: pg.Client;
let events: Row[] = [];
beforeAll(async () => {
  stage = await openStage({ now: () => clock });
  await addWorld(stage, (time) => {
    clock = new Date(time);
  });
  clock = new Date();
  owner = new pg.Client({ connectionString: stage.web.database.ownerUrl });
  await owner.connect();
  events = (await owner.query<Row>('select subject, subject_id, action, detail from events order by id'))
    .rows;
}, 180_000);
afterAll(async () => {
  await owner.end();
  await stage.close();
});

it('is sealed and whole', async () => {
  while ((await sealEvents(stage.web.db)).is_more);
  const { found, waiting, sealed } = await verifyAudit(stage.web.db);
  expect({ found, waiting }).toEqual({ found: 0, waiting: 0 });
  expect(sealed).toBeGreaterThanOrEqual(events.length);
});

it('has words for everything that was done', () => {
  const unsaid = events.filter(({ subject, action }) => subjects[subject]?.actions[action] === undefined);
  expect(unsaid).toEqual([]);
});

it('holds nobody: ids, codes and counts, no name, no number, no word that was typed', async () => {
  const { rows } = await owner.query<{ name: string }>('select distinct name from teachers');
  const names = rows.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  const codes = new Set<string>([...stages, ...taught, ...statuses].map(({ value }) => value));
  for (const { subject, action, detail } of events) {
    for (const [key, value] of Object.entries(detail)) {
      if (typeof value !== 'string') continue;
      const where = `${subject} ${action} ${key}`;
      expect(names, where).not.toContain(value);
      expect(/\d{11}/.test(value) && !/^\d{8}-\d+$/.test(value) && key !== 'digest', where).toBe(false);
      // The words that the registry itself chose from are codes too.
      if (/\p{Script=Han}/u.test(value))
        expect(
          value.split('、').filter((part) => !codes.has(part)),
          where,
        ).toEqual([]);
    }
  }
});

it('has each step of a file once: every one begins where the one before it ended, and the last where the file is', async () => {
  const { rows } = await owner.query<{ id: string; state: string }>('select id::text, state from uploads');
  for (const { id, state } of rows) {
    const steps = events.filter(
      ({ subject, subject_id, detail }) => subject === 'upload' && subject_id === id && 'to' in detail,
    );
    const states = ['received', ...steps.map(({ detail }) => detail.to)];
    expect(
      steps.map(({ detail }) => detail.from),
      `file ${id}`,
    ).toEqual(states.slice(0, -1));
    expect(states.at(-1), `file ${id}`).toBe(state);
  }
});

it('is searched by a county in a browser, without and with what was seen', async () => {
  const page = await stage.signedIn(stage.web.places.county);
  await page.getByRole('link', { name: '审计', exact: true }).click();
  await page.getByRole('heading', { name: '审计记录' }).waitFor();
  expect(await page.locator('table.cards tbody tr').count()).toBeGreaterThan(5);
  await page.getByRole('link', { name: '谁看了谁的数据' }).click();
  await page.getByText('查看完整号码、按证件查找').waitFor();
  await page.getByLabel('对象').selectOption('account');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByText('没有符合条件的记录').waitFor();
});
