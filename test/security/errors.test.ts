/** What comes of failures that nobody foresaw: they tell the caller nothing, the log enough, and let nobody in. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWeb, type Program, program, type Web } from '../review-ui/web.ts';

let web: Web;
let school: Program;
let owner: pg.Client;
beforeAll(async () => {
  web = await openWeb();
  school = await program(web, web.places.school);
  owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await web.close();
});

it('a failure is logged by name and place, and its caller is told a number to ask with', async () => {
  await owner.query('revoke select on teachers from muster_app');
  try {
    const { status, body } = await school.get('/teachers/1');
    expect([status, body]).toMatchObject([500, { code: 'internal' }]);
    expect(JSON.stringify(body)).not.toMatch(/muster_app|permission|select|relation/);
    const line = web.logged
      .map((one) => JSON.parse(one) as Record<string, unknown>)
      .find(({ msg }) => msg === 'failed');
    expect(line).toMatchObject({ level: 50, code: '42501', route: '/teachers/:id' });
    expect(JSON.stringify(body)).toContain(String(line?.request_id));
  } finally {
    await owner.query('grant select on teachers to muster_app');
  }
  expect((await school.get('/teachers')).status).toBe(200);
});

it('without its database it lets nobody in', async () => {
  await owner.query('revoke select on accounts from muster_app');
  try {
    expect((await school.get('/teachers')).status).toBe(500);
  } finally {
    await owner.query('grant select on accounts to muster_app');
  }
  expect((await school.get('/teachers')).status).toBe(200);
});
