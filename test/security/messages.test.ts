/** What is done to the messages themselves: methods nobody meant, fields said twice or forged, lines for the log, addresses that are made up. */
import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { Browser, openWeb, type Program, password, program, signIn, type Web } from '../review-ui/web.ts';
import { teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';

let web: Web;
let county: Program;
let teacher = '';
beforeAll(async () => {
  web = await openWeb();
  county = await program(web, web.places.county);
  [teacher = ''] = await enrolTeachers(web.db, web.places.school, [teacherRecord(1)]);
});
afterAll(() => web.close());

/** With a method that fetch would not send. */
const send = (method: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const request = http.request(web.url + path, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += String(chunk);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    request.on('error', reject);
    request.end();
  });

/** What comes back when these bytes are sent as they are. */
async function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(web.url);
  const socket = net.connect(Number(port), hostname);
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}
const tokenFor = (body: string, type: string, headers: Record<string, string> = {}, query = '') =>
  fetch(`${web.url}/tokens${query}`, {
    ...{ method: 'POST', body },
    headers: { 'content-type': type, accept: 'application/json', ...headers },
  });
const form = 'application/x-www-form-urlencoded';

describe('a method that no route has', () => {
  it('TRACE is refused and says nothing back of what was sent', async () => {
    const answer = await send('TRACE', '/', { cookie: 'muster=secret-cookie' });
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('secret-cookie');
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND'])(
    '%s changes nothing and is found nowhere',
    async (method) => {
      const { status } = await send(method, `/teachers/${teacher}`, { accept: 'application/json' });
      expect(status).toBe(404);
      expect((await county.get(`/teachers/${teacher}`)).status).toBe(200);
    },
  );

  it('a reading method does not do what a form does', async () => {
    const browser = await signIn(web, web.places.school);
    for (const path of ['/sign-out', '/sessions/end', '/uploads/1/submit']) {
      expect((await browser.request(path)).status, path).toBe(404);
    }
    expect((await browser.request('/')).status).toBe(200);
  });

  it('no other origin is told that it may read', async () => {
    const origin = 'https://elsewhere.example';
    for (const method of ['OPTIONS', 'GET']) {
      const { headers } = await send(method, '/teachers', { origin, 'access-control-request-method': 'GET' });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('the ends of a message', () => {
  it.each([
    [
      'a length and chunks',
      'Content-Length: 4\r\nTransfer-Encoding: chunked',
      '0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
    ],
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 5', 'abcde'],
    ['an encoding that is none', 'Transfer-Encoding: xchunked', '0\r\n\r\n'],
  ])('that are said twice, as %s, are refused', async (_, heads, body) => {
    const answer = await raw(`POST /sign-in HTTP/1.1\r\nHost: here\r\n${heads}\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('fields', () => {
  it('said twice are refused by name, in a form and in the query', async () => {
    const twice = await tokenFor(`username=a&username=b&password=${password}`, form);
    expect([twice.status, await twice.json()]).toMatchObject([422, { params: { fields: 'username' } }]);
    expect(await county.get('/units?search=a&search=b')).toMatchObject({
      status: 422,
      body: { params: { fields: 'search' } },
    });
  });

  it('of a body are never taken from the query or a cookie', async () => {
    const { username } = web.places.school.actor;
    const query = `?${new URLSearchParams({ username, password })}`;
    const answer = await tokenFor('', form, { cookie: `username=${username}; password=${password}` }, query);
    expect(await answer.json()).toMatchObject({ code: 'invalid-input' });
  });

  it('that name the prototype of objects change none', async () => {
    const bodies: [string, string][] = [
      ['{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', 'application/json'],
      ['__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__.polluted=1', form],
      [
        '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n{"polluted":1}\r\n--b--\r\n',
        'multipart/form-data; boundary=b',
      ],
    ];
    for (const [body, type] of bodies) expect((await tokenFor(body, type)).status).toBe(422);
    const browser = await signIn(web, web.places.school);
    const [multipart = '', boundary = ''] = bodies[2] ?? [];
    await browser.request('/uploads', {
      ...{ method: 'POST', body: multipart },
      headers: { 'content-type': boundary, 'x-csrf-token': browser.csrf },
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('that nobody asked for are not taken over: an account stays where and what it is made', async () => {
    const extra = {
      ...{ unit_id: web.places.province.unit.id, unit_path: web.places.province.unit.path, id: '1' },
      ...{ tier: 'province', must_change_password: false, password_hash: 'x', disabled_at: '2020-01-01' },
    };
    const admin = {
      unit: web.places.school.unit.id,
      username: 'assigned',
      name: '李四光',
      mobile: '15400000001',
    };
    const { status, body } = await county.post('/accounts', { ...extra, ...admin, email: '' });
    expect(status).toBe(201);
    const { id } = body as { id: string };
    const row = await asSystem(web.db, (tx) =>
      tx.sql.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({
      ...{ username: 'assigned', unit_id: web.places.school.unit.id, unit_path: web.places.school.unit.path },
      ...{ must_change_password: true, disabled_at: null },
    });
    expect(row.password_hash).toMatch(/^\$argon2id\$/);
  });

  it('of the wrong type are refused, never turned into what they might have meant', async () => {
    for (const username of [['x'], { x: 1 }, 1, true, null]) {
      const answer = await tokenFor(JSON.stringify({ username, password }), 'application/json');
      expect([answer.status, await answer.json()]).toMatchObject([422, { params: { fields: 'username' } }]);
    }
  });
});

describe('the address of somebody behind a proxy', () => {
  it('is what the proxy says last, not what the sender wrote before it', async () => {
    const guess = (forged: string) =>
      tokenFor(JSON.stringify({ username: 'nobody-here', password: 'wrong' }), 'application/json', {
        'x-forwarded-for': `${forged}, 203.0.113.9`,
      });
    const statuses: number[] = [];
    for (let n = 1; n <= 6; n += 1) statuses.push((await guess(`198.51.100.${n}`)).status);
    // Four tries are free, the fifth makes wait: the six were counted as of one.
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('the log', () => {
  /** What it says from here on; the line of an answer comes when its connection is done with it. */
  function listening(): () => Record<string, unknown>[] {
    const before = web.logged.length;
    return () => web.logged.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('has one line for a request, whatever the sender writes into it', async () => {
    const forged = '\r\n{"level":30,"msg":"forged","account_id":"1"}';
    const lines = listening();
    await fetch(`${web.url}/${encodeURIComponent(forged)}?q=${encodeURIComponent(forged)}`);
    await tokenFor(JSON.stringify({ username: forged, password: forged }), 'application/json');
    await expect.poll(() => lines().filter(({ msg }) => msg === 'answered').length).toBeGreaterThan(1);
    for (const line of web.logged) expect(line.trimEnd()).not.toMatch(/[\r\n]/);
    expect(web.logged.join('')).not.toContain('forged');
  });

  it('names each try to sign in: right or wrong, at whose account, from which network, with which request', async () => {
    const { username, account_id } = web.places.neighbour.actor;
    const known = { msg: 'sign-in', network: '127.0.*.*', known_device: false, account_id };
    const lines = listening();
    await new Browser(web).post('/sign-in', { username, password });
    await new Browser(web).post('/sign-in', { username, password: 'wrong' });
    const [right, wrong] = lines().filter(({ msg }) => msg === 'sign-in');
    expect(right).toMatchObject({ ...known, outcome: 'right', with_code: false });
    expect(wrong).toMatchObject({ ...known, outcome: 'wrong' });
    await expect.poll(lines).toContainEqual(
      expect.objectContaining({
        ...{ msg: 'answered', route: '/sign-in', status: 401, request_id: wrong?.request_id },
      }),
    );
    expect(JSON.stringify(lines())).not.toContain(username);
  });

  it('names each refusal: who, which route and why', async () => {
    const browser = await signIn(web, web.places.school);
    const { account_id } = web.places.school.actor;
    const lines = listening();
    await browser.request('/teachers/999999999');
    await browser.request('/accounts');
    await browser.post('/sign-out', { csrf: 'forged' });
    for (const expected of [
      { route: '/teachers/:id', status: 404, problem: 'not-found' },
      { route: '/accounts', status: 403, problem: 'not-your-tier' },
      { route: '/sign-out', status: 403, problem: 'cross-site' },
    ]) {
      await expect.poll(lines).toContainEqual(expect.objectContaining({ account_id, ...expected }));
    }
  });
});

describe('signing out', () => {
  it.each(['/sign-out', '/sessions/end'])(
    '%s takes the cookie and the kept pages from the browser',
    async (path) => {
      const browser = await signIn(web, web.places.school);
      const answer = await browser.post(path);
      expect(answer.headers.get('clear-site-data')).toBe('"cache"');
      expect(answer.headers.getSetCookie()).toContainEqual(
        expect.stringMatching(/^muster=; .*Expires=Thu, 01 Jan 1970/),
      );
    },
  );
});

describe('an answer', () => {
  it('says what it is, and texts in which characters', async () => {
    const browser = await signIn(web, web.places.school);
    const types: [string, Record<string, string>, RegExp][] = [
      ['/', {}, /^text\/html; charset=utf-8$/],
      ['/teachers', { accept: 'application/json' }, /^application\/json; charset=utf-8$/],
      ['/nowhere', { accept: 'application/json' }, /^application\/problem\+json; charset=utf-8$/],
      ['/metrics', {}, /^text\/plain; .*charset=utf-8$/],
      [
        '/templates/teacher.xlsx',
        {},
        /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/,
      ],
    ];
    for (const [path, headers, type] of types) {
      const answer = await browser.request(path, { headers });
      expect(answer.headers.get('content-type'), path).toMatch(type);
      await answer.arrayBuffer();
    }
  });

  it('of data read by a program is never run as a page or a script: no callback is heard', async () => {
    const { type, body } = await county.get('/teachers?callback=alert');
    expect(type).toMatch(/^application\/json/);
    expect(JSON.stringify(body)).not.toContain('alert');
  });
});

it.each([
  ...['/static/', '/static/../package.json', '/static/%2e%2e/package.json', '/static/..%2f..%2fpackage.json'],
  ...[
    '/.git/config',
    '/.env',
    '/package.json',
    '/bin/settings.ts',
    '/static',
    '/review-ui/',
    '/teachers/1/x.css',
  ],
])('whatever the path, no file but our scripts and styles is given: %s', async (path) => {
  // As it is written: fetch would tidy it up.
  const { status, text } = await send('GET', path, { accept: 'application/json' });
  expect([401, 404]).toContain(status);
  expect(text).toMatch(/^\{"type":"urn:muster:problem:/);
});

it('behind https the choice of a language is bound to this host too, and is still heard', async () => {
  const safe = await openWeb({ secure_cookies: true });
  try {
    const answer = await fetch(`${safe.url}/language`, {
      ...{ method: 'POST', redirect: 'manual', headers: { 'x-forwarded-proto': 'https' } },
      body: new URLSearchParams({ language: 'en' }),
    });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-muster_language=en; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    const page = await fetch(`${safe.url}/sign-in`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(await page.text()).toContain('<html lang="en"');
  } finally {
    await safe.close();
  }
});
