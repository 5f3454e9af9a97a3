/** Names of files that people choose, in the head of an answer: kept as they are read, and never more than a name. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWeb, type Web } from '../review-ui/web.ts';
import { type Visitor, visitorOf } from './visitor.ts';

const name = '甲县"实验";filename=evil.exe\r\nX-Evil: 1\r\n\r\n<script>\u2028小学';

let web: Web;
let visitor: Visitor;
beforeAll(async () => {
  web = await openWeb();
  const owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
  await owner.query('update units set name = $1 where id = $2', [name, web.places.school.unit.id]);
  await owner.end();
  visitor = await visitorOf(web, web.places.school);
});
afterAll(() => web.close());

it.each([
  '/templates/teacher.xlsx',
  '/exports/roster.csv',
  '/exports/roster.xlsx',
  '/teachers/compare.csv?from=2022-01-01&to=2023-01-01',
])('a unit whose name holds quotes and line breaks adds no header to %s', async (path) => {
  const { status, headers } = await visitor.ask('page', path);
  expect(status).toBe(200);
  expect(headers.get('x-evil')).toBeNull();
  const disposition = headers.get('content-disposition') ?? '';
  expect(disposition).toMatch(/^attachment; filename="(?:[^"\\]|\\.)*"; filename\*=UTF-8''[\w.%!~()*-]+$/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});
