/** The audit trail over HTTP: who did what within one's scope, in words for everything that is ever written down. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendEvent } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { subjects } from '../../review-ui/pages/audit/event-words.ts';
import { accountLifecycle } from '../../schemas/account.ts';
import { enrolmentLifecycle } from '../../schemas/enrolment-lifecycle.ts';
import { expertLifecycle } from '../../schemas/expert-lifecycle.ts';
import { exportLifecycle } from '../../schemas/export-lifecycle.ts';
import { extensionLifecycle } from '../../schemas/extension.ts';
import { submissionLifecycle } from '../../schemas/submission-lifecycle.ts';
import { transferLifecycle } from '../../schemas/transfer-lifecycle.ts';
import { uploadLifecycle } from '../../schemas/upload-lifecycle.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers, type Place } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let teacher = '';
beforeAll(async () => {
  web = await openWeb();
  const { school, county, stranger } = web.places;
  [teacher = ''] = await enrolTeachers(web.db, school, [teacherRecord(1)]);
  await did(county, school, { subject: 'upload', action: 'approve', detail: { rows: 12 } });
  await did(stranger, stranger, { subject: 'upload', action: 'submit' });
  const asked = await program(web, county);
  await asked.post(`/teachers/${teacher}/reveals`, { reason: '办理调动' });
});
afterAll(() => web.close());

const did = (
  { actor }: Place,
  { unit }: Place,
  what: { subject: string; action: string; detail?: Record<string, number> },
) =>
  asSystem(web.db, (tx) =>
    appendEvent(tx, {
      ...{ account_id: actor.account_id, unit_id: unit.id, unit_path: unit.path, subject_id: '1' },
      ...what,
    }),
  );

interface Line {
  readonly text: string;
  readonly by: string;
  readonly detail: string;
  readonly href: string | null;
}
const linesOf = async (place: Place, query = ''): Promise<Line[]> => {
  const { body } = await (await program(web, place)).get(`/audit${query}`);
  return (body as { lines: Line[] }).lines;
};

describe('GET /audit', () => {
  it('tells a county what was done in its area, the newest first, with words, links and reasons', async () => {
    const { county } = web.places;
    expect(await linesOf(county)).toMatchObject([
      {
        text: '教师 · 查看完整号码',
        by: `甲县 · ${county.actor.username}`,
        detail: '用途：办理调动',
        href: `/teachers/${teacher}`,
      },
      { text: '文件 · 完成审核', detail: '12 行', href: '/uploads/1' },
    ]);
  });

  it('shows a school its own lines and no others', async () => {
    const { school, neighbour, stranger } = web.places;
    expect((await linesOf(school)).map(({ text }) => text)).toEqual([
      '教师 · 查看完整号码',
      '文件 · 完成审核',
    ]);
    expect(await linesOf(neighbour)).toEqual([]);
    expect((await linesOf(stranger)).map(({ text }) => text)).toEqual(['文件 · 提交']);
  });

  it('is narrowed by unit, account, object, days and whose data was seen', async () => {
    const { province, county } = web.places;
    const texts = async (query: string) => (await linesOf(province, query)).map(({ text }) => text);
    expect(await texts('?show=seen')).toEqual(['教师 · 查看完整号码']);
    expect(await texts('?unit=2137000003')).toEqual(['文件 · 提交']);
    expect(await texts(`?unit=${encodeURIComponent('乙县')}`)).toEqual(['文件 · 提交']);
    expect(await texts('?unit=9999')).toEqual([]);
    expect(await texts(`?by=${county.actor.username}`)).toHaveLength(2);
    expect(await texts(`?subject=teacher&subject_id=${teacher}`)).toEqual(['教师 · 查看完整号码']);
    expect(await texts('?to=2020-01-01')).toEqual([]);
    expect(await texts('?from=2020-01-01')).toHaveLength(3);
  });

  it('finds for a county no unit outside its area', async () => {
    expect(await linesOf(web.places.county, '?unit=2137000003')).toEqual([]);
  });

  it('goes on after fifty lines', async () => {
    const { stranger, otherCounty } = web.places;
    for (let n = 0; n < 55; n += 1) await did(stranger, otherCounty, { subject: 'unit', action: 'change' });
    const asked = await program(web, otherCounty);
    const [first, second] = [await asked.get('/audit'), await asked.get('/audit?page=2')];
    expect(first.body).toMatchObject({ is_more: true, page: 1 });
    expect((first.body as { lines: Line[] }).lines).toHaveLength(50);
    expect((second.body as { lines: Line[] }).lines).toHaveLength(6);
    expect(second.body).toMatchObject({ is_more: false });
  });

  it('as .csv leaves a line of its own', async () => {
    const school = await signIn(web, web.places.school);
    const answer = await school.request('/audit.csv?show=seen');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(await answer.text()).toMatch(
      /^\ufeff?时间,账号,做了什么,单位,说明\r\n[^,]+,甲县 · county-\d+,教师 · 查看完整号码,甲县实验小学,用途：办理调动\r\n$/,
    );
    expect((await linesOf(web.places.school))[0]).toMatchObject({
      text: '审计记录 · 导出',
      detail: '1 条',
    });
  });
});

describe('the catalogue of events', () => {
  it.each([
    ['upload', uploadLifecycle],
    ['transfer', transferLifecycle],
    ['submission', submissionLifecycle],
    ['expert', expertLifecycle],
    ['enrolment', enrolmentLifecycle],
    ['extension', extensionLifecycle],
    ['account', accountLifecycle],
    ['export', exportLifecycle],
  ])('has words for every action in the life of an %s', (subject, { rows }) => {
    const known = Object.keys(subjects[subject]?.actions ?? {});
    expect(known).toEqual(expect.arrayContaining([...new Set(rows.map(({ action }) => action))]));
  });

  const files = ['database', 'review-ui', 'workers', 'bin'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('migrations'))
      .map((file) => readFileSync(`${room}/${file}`, 'utf8').replaceAll(/.*throw problem\(.*/g, '')),
  );

  it.each([
    ['noteOwn', 'account'],
    ['told', 'unit'],
  ])('has words for what %s is told', (name, subject) => {
    const call = new RegExp(`\\b${name}\\(tx, [^;]*?'([a-z-]+)'`, 'g');
    const actions = files.flatMap((text) => [...text.matchAll(call)].map(([, action = '']) => action));
    expect(actions.length).toBeGreaterThan(0);
    expect(Object.keys(subjects[subject]?.actions ?? {})).toEqual(expect.arrayContaining(actions));
  });

  it('has words for every subject, and every action, that a file which appends events names', () => {
    const appending = files.filter((text) => /appendEvent\(|into events|insertInto\('events'\)/.test(text));
    expect(appending.length).toBeGreaterThan(20);
    const unknown = appending.flatMap((text) => {
      const named = [...text.matchAll(/\bsubject: '([a-z-]+)'/g)].map(([, subject = '']) => subject);
      const known = (named.length > 0 ? named : Object.keys(subjects)).flatMap((subject) =>
        Object.keys(subjects[subject]?.actions ?? {}),
      );
      const actions = [...text.matchAll(/\baction: (?:\w+ \? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g)].flatMap(
        ([, one, other]) => [one, other].flatMap((action) => action ?? []),
      );
      return [
        ...named.filter((subject) => !Object.hasOwn(subjects, subject)),
        ...actions.filter((action) => !known.includes(action)),
      ];
    });
    expect(unknown).toEqual([]);
  });
});
