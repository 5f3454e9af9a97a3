/** The verdict of a large file is kept in portions, and means the same as one that is kept at once. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changesOf, countChanges } from '../../database/change-sets.ts';
import { decide, returnChangeSet } from '../../database/decisions.ts';
import { issuesOf } from '../../database/issues.ts';
import { mendUpload } from '../../database/mending.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { submitUpload, uploadById } from '../../database/uploads.ts';
import { openWeb, type Web } from '../review-ui/web.ts';
import { teacherRow } from '../setup/people.ts';
import { csvOf, sendIn } from '../setup/registry.ts';

// Thousands of rows through the whole way.
vi.setConfig({ testTimeout: 120_000 });

let web: Web;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const rows = (count: number, faulty: (n: number) => boolean = () => false) =>
  Array.from({ length: count }, (_, n) =>
    teacherRow(n + 1, { action: '新增', ...(faulty(n) ? { mobile: '0531-1' } : {}) }),
  );

async function checked(bytes: Buffer): Promise<string> {
  const id = await sendIn(web.db, web.places.neighbour, bytes);
  await web.check(id);
  return id;
}

test('every row, issue and change is kept once and in the order of the file', async () => {
  const school = { school_code: '2137000002', school_name: '甲县第二小学' };
  const id = await checked(csvOf(rows(9_501, (n) => n % 2 === 0).map((row) => ({ ...row, ...school }))));
  await asSystem(web.db, async (tx) => {
    const upload = await uploadById(tx, id);
    expect(upload).toMatchObject({
      state: 'needs_fix',
      counts: { rows: 9_501, errors: 4_751, added: 9_501 },
    });
    const issues = await issuesOf(tx, id, { severity: 'error', limit: 20_000 });
    expect(issues.map(({ row }) => row)).toEqual(Array.from({ length: 4_751 }, (_, n) => 2 * n + 2));
    const changes = await changesOf(tx, upload.change_set_id ?? '', { limit: 20_000 });
    expect(await countChanges(tx, upload.change_set_id ?? '', {})).toBe(9_501);
    expect(changes.map(({ row_number }) => row_number)).toEqual(
      Array.from({ length: 9_501 }, (_, n) => n + 2),
    );
    const kept = await tx.sql
      .selectFrom('upload_rows')
      .where('upload_id', '=', id)
      .select(['position', 'rows'])
      .orderBy('position')
      .execute();
    expect(kept.map(({ position, rows: count }) => [position, count])).toEqual([
      ...Array.from({ length: 19 }, (_, n) => [n * 500, 500]),
      [9_500, 1],
    ]);
  });
});

test('decisions on changes of any portion are kept when the file is checked again', async () => {
  const { neighbour, county } = web.places;
  const school = { school_code: '2137000002', school_name: '甲县第二小学' };
  const id = await checked(csvOf(rows(9_400).map((row) => ({ ...row, ...school }))));
  const setOf = async () => (await asSystem(web.db, (tx) => uploadById(tx, id))).change_set_id ?? '';
  await inScope(web.db, neighbour.actor.unit_path, (tx) => submitUpload(tx, neighbour.actor, id));
  const before = await setOf();
  const wanted = await asSystem(web.db, async (tx) => {
    const changes = await changesOf(tx, before, { limit: 20_000 });
    return [changes[10], changes[9_300]].map((change) => change?.id ?? '');
  });
  await inScope(web.db, county.actor.unit_path, (tx) =>
    decide(tx, county.actor, before, wanted, 'approve', null),
  );
  await inScope(web.db, county.actor.unit_path, (tx) =>
    returnChangeSet(tx, county.actor, before, '请改第 3 行'),
  );
  const edit = { sheet: 'CSV', row: 3, column: 0, text: '改名' };
  await inScope(web.db, neighbour.actor.unit_path, (tx) => mendUpload(tx, neighbour.actor, id, [edit]));
  await web.check(id);
  const after = await setOf();
  expect(after).not.toBe(before);
  const changes = await asSystem(web.db, (tx) => changesOf(tx, after, { limit: 20_000 }));
  expect(
    changes.filter(({ decision }) => decision === 'approve').map(({ row_number }) => row_number),
  ).toEqual([12, 9_302]);
});
