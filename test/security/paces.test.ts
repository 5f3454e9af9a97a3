/** How much may be asked for: by an account, by an address, in files; and that neighbours behind one address don't pay for each other. */
import { afterEach, expect, it } from 'vitest';
import { actOf } from '../../review-ui/pace.ts';
import { routes } from '../../review-ui/routes.ts';
import { openWeb, password, program, signIn, type Web } from '../review-ui/web.ts';

const plenty = { requests: 1000, stranger_requests: 1000, files: 1000, sign_ins: 1000 };
let web: Web;
afterEach(() => web.close());

const workbook = new Uint8Array(Buffer.from('x'));
const throttled = async () =>
  (await web.db.pool.query<{ key: string }>('select key from throttles order by key')).rows.map(
    ({ key }) => key,
  );

it('an account that asks too often is told how long to wait, and others of the same address are served', async () => {
  web = await openWeb({ paces: { ...plenty, requests: 5 } });
  const busy = await program(web, web.places.school);
  const neighbour = await program(web, web.places.neighbour);
  const came: number[] = [];
  for (let n = 0; n < 6; n += 1) came.push((await busy.get('/notices')).status);
  expect(came).toEqual([200, 200, 200, 200, 200, 429]);
  expect((await busy.get('/notices')).body).toMatchObject({
    code: 'slow-down',
    params: { seconds: expect.any(Number) },
  });
  expect((await neighbour.get('/notices')).status).toBe(200);
});

it('strangers who ask too often see a page that says so, and people who are signed in go on', async () => {
  web = await openWeb({ paces: { ...plenty, stranger_requests: 4 } });
  const clerk = await signIn(web, web.places.school);
  for (let n = 0; n < 3; n += 1) await fetch(`${web.url}/verify`);
  const answer = await fetch(`${web.url}/verify`, {
    headers: { accept: 'text/html' },
  });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await answer.text()).toContain('操作过于频繁，请');
  expect((await clerk.request('/notices')).status).toBe(200);
});

it('a token that nobody has is counted with the strangers of its address', async () => {
  web = await openWeb({ paces: { ...plenty, stranger_requests: 2 } });
  const headers = { authorization: 'Bearer guessed', accept: 'application/json' };
  const came: number[] = [];
  for (let n = 0; n < 3; n += 1) came.push((await fetch(`${web.url}/notices`, { headers })).status);
  expect(came).toEqual([401, 401, 429]);
});

it('files in and files out are counted apart, for the account', async () => {
  web = await openWeb({ paces: { ...plenty, files: 2 } });
  const clerk = await program(web, web.places.school);
  const sent = async () => (await clerk.upload(workbook, 'a.csv')).status;
  expect([await sent(), await sent(), await sent()]).toEqual([201, 201, 429]);
  const taken = async () => (await clerk.get('/templates/teacher.xlsx')).status;
  expect([await taken(), await taken(), await taken()]).toEqual([200, 200, 429]);
  expect((await clerk.get('/notices')).status).toBe(200);
});

it('right passwords are counted by address too', async () => {
  web = await openWeb({ paces: { ...plenty, sign_ins: 2 } });
  const send = () =>
    fetch(`${web.url}/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: web.places.school.actor.username, password }),
    });
  expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([201, 201, 429]);
});

it('a page costs no write', async () => {
  web = await openWeb();
  const clerk = await signIn(web, web.places.county);
  const before = await throttled();
  for (const path of ['/', '/teachers', '/uploads', '/change-sets']) {
    expect((await clerk.request(path)).status).toBe(200);
  }
  expect(await throttled()).toEqual(before);
});

it('every route that takes or makes a file, or a password of somebody unknown, is a heavy act', () => {
  const acts = routes.map(({ method, path, facts }) => [`${method} ${path}`, actOf(facts), facts] as const);
  const named = (act: string) => acts.flatMap(([name, of]) => (of === act ? name : []));
  expect(named('files_in')).toEqual(acts.flatMap(([name, , { multipart }]) => (multipart ? name : [])));
  expect(named('files_out')).toEqual(expect.arrayContaining(['get /audit.csv', 'post /exports']));
  const openChanges = acts.flatMap(([name, , { who }]) =>
    who === 'anyone' && !name.startsWith('get ') ? name : [],
  );
  expect(openChanges.filter((name) => name !== 'post /language')).toEqual(named('sign_ins'));
});
