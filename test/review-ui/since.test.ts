/** A file that is sent again: the one before gives way, and what became of its errors is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { teacherRow } from '../setup/people.ts';
import { csvOf } from '../setup/registry.ts';
import { type Browser, openWeb, type Program, program, signIn, type Web } from './web.ts';

let web: Web;
let school: Program;
let clerk: Browser;
beforeAll(async () => {
  web = await openWeb();
  school = await program(web, web.places.school);
  clerk = await signIn(web, web.places.school);
});
afterAll(() => web.close());

const row = (n: number, changed: Partial<TeacherRow> = {}) => teacherRow(n, { action: '新增', ...changed });
async function sent(bytes: Uint8Array<ArrayBuffer>): Promise<{ id: string; receipt: string }> {
  const { body } = await school.upload(bytes, '教师.csv');
  const { id, receipt } = body as { id: string; receipt: string };
  await web.check(id);
  return { id, receipt };
}
const file = (...rows: TeacherRow[]) => Uint8Array.from(csvOf(rows));
const sinceOf = async (id: string) =>
  ((await school.get(`/uploads/${id}`)).body as { since?: unknown }).since;

describe('a file sent again', () => {
  it('tells nothing of a file before when there was none', async () => {
    const first = await sent(
      file(row(1, { mobile: '0531-1' }), row(2, { email: '无@' }), row(3, { is_rural: null })),
    );
    expect(await sinceOf(first.id)).toBeUndefined();
  });

  it('takes its place, and tells what was mended and what is new, though rows moved', async () => {
    const second = await sent(
      file(row(9, { title: null }), row(2, { email: '无@' }), row(1), row(3, { is_rural: false })),
    );
    const since = (await sinceOf(second.id)) as { upload_id: string };
    expect(since).toMatchObject({ errors_before: 3, errors_now: 2, mended: 2, new: 1 });
    expect((await school.get(`/uploads/${since.upload_id}`)).body).toMatchObject({ state: 'superseded' });
    const { html } = await clerk.page(`/uploads/${second.id}`);
    expect(html).toContain('上次 3 个错误 → 现在 2 个：已改 2 个，新出现 1 个');
    expect(html.match(/新出现<\/span>/g)).toHaveLength(1);
  });

  it('says so when all was mended', async () => {
    const third = await sent(file(row(9), row(2), row(1), row(3)));
    expect((await clerk.page(`/uploads/${third.id}`)).html).toContain('上次 2 个错误 → 现在 0 个：已改 2 个');
  });

  it('says so when the file before could not be read', async () => {
    await sent(Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0x2d));
    const next = await sent(file(row(11, { mobile: '1' })));
    expect(await sinceOf(next.id)).toMatchObject({
      errors_before: null,
      errors_now: 1,
      mended: null,
      new: null,
    });
    expect((await clerk.page(`/uploads/${next.id}`)).html).toContain('上次无法读取 → 现在读取成功，1 个错误');
  });

  it('is not compared with the file of another school', async () => {
    const other = await program(web, web.places.neighbour);
    const { body } = await other.upload(file(row(20, { mobile: '1' })), 'a.csv');
    const { id } = body as { id: string };
    await web.check(id);
    expect(((await other.get(`/uploads/${id}`)).body as { since?: unknown }).since).toBeUndefined();
  });
});
