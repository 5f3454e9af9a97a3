/** Every page of every tier as it is seen: nothing serious for axe, nothing wider than the screen, at a desk and on a phone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type SeededRegistry, sendIn } from '../setup/registry.ts';
import { comesTo, submit } from '../setup/working.ts';
import { openStage, type Stage, seriousFaults } from './stage.ts';

let stage: Stage;
/** Addresses by what they show. */
const paths = new Map<string, string>();

beforeAll(async () => {
  stage = await openStage();
  const { db, places } = stage.web;
  const [teacher = ''] = await enrolTeachers(
    db,
    places.school,
    [1, 2, 3, 4].map((n) => teacherRecord(n)),
  );
  await enrolTeachers(db, places.neighbour, [teacherRecord(60), teacherRecord(61)]);
  const good = await sendIn(
    db,
    places.school,
    csvOf([
      teacherRow(1, { title: '高级', mobile: '15499990001', email: `${'long.'.repeat(12)}@example.com` }),
      teacherRow(2, { status: '离职', action: '离职' }),
      teacherRow(4),
      teacherRow(50, { action: '新增', name: '古丽娜尔·阿卜杜热西提·买买提' }),
      teacherRow(60, { action: '调入' }),
    ]),
  );
  const bad = await sendIn(
    db,
    places.neighbour,
    csvOf([teacherRow(60, { subject: '物理', birth_date: '1990-01-01' })]),
  );
  const { change_set_id } = await comesTo(db, good, ['ready']);
  await comesTo(db, bad, ['needs_fix']);
  const refused = await sendIn(db, places.neighbour, Buffer.from('not a table at all'));
  await comesTo(db, refused, ['refused']);
  await submit(db, places.school, good);
  for (const [name, path] of Object.entries({
    ...{ home: '/', queue: '/change-sets', 'nothing in a state': '/change-sets?state=applied' },
    ...{
      'change set': `/change-sets/${change_set_id}`,
      'low-risk': `/change-sets/${change_set_id}/low-risk`,
    },
    ...{ uploads: '/uploads', submitted: `/uploads/${good}`, 'to be mended': `/uploads/${bad}` },
    ...{ refused: `/uploads/${refused}`, teachers: '/teachers', teacher: `/teachers/${teacher}` },
    ...{ 'no teacher': '/teachers?name=nobody', units: '/units', unit: `/units/${places.school.unit.id}` },
    ...{ accounts: '/accounts', exports: '/exports', 'not found': '/nowhere' },
  })) {
    paths.set(name, path);
  }
}, 120_000);
afterAll(() => stage.close());

const tooWide = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const seen: readonly (readonly [keyof SeededRegistry, string])[] = [
  ...['home', 'uploads', 'submitted', 'change set', 'teachers', 'units', 'exports'].map(
    (name) => ['school', name] as const,
  ),
  ...['home', 'to be mended', 'refused'].map((name) => ['neighbour', name] as const),
  ...['home', 'queue', 'nothing in a state', 'change set', 'low-risk', 'uploads'].map(
    (name) => ['county', name] as const,
  ),
  ...['teachers', 'no teacher', 'teacher', 'unit', 'accounts', 'not found'].map(
    (name) => ['county', name] as const,
  ),
  ...['home', 'units', 'exports'].map((name) => ['city', name] as const),
];

describe.each([
  ['at a desk', { width: 1280, height: 860 }, 'zh', true],
  ['on a phone', { width: 390, height: 844 }, 'zh', true],
  // Longer words in the same elements: only the width is news.
  ['on a phone, in English', { width: 390, height: 844 }, 'en', false],
] as const)('%s', (_where, viewport, language, isAudited) => {
  const open = new Map<string, Page>();
  it.each(seen)('as %s: %s', async (who, name) => {
    const page = open.get(who) ?? (await stage.signedIn(stage.web.places[who], { viewport }));
    open.set(who, page);
    const path = paths.get(name) ?? '';
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    if (isAudited) expect(await seriousFaults(page)).toEqual([]);
    expect(await tooWide(page)).toBe(0);
  });
});
