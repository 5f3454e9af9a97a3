/** Every page of every tier: renders without a script, says what its JSON says, escapes, and tells nobody too much. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type SeededRegistry } from '../setup/registry.ts';
import { Browser, openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let uploadId = '';
beforeAll(async () => {
  web = await openWeb();
  await enrolTeachers(web.db, web.places.school, [teacherRecord(1), teacherRecord(2)]);
  const school = await program(web, web.places.school);
  const rows = [teacherRow(1, { name: '<script>alert(1)</script>', mobile: '123' }), teacherRow(2)];
  const { body } = await school.upload(Uint8Array.from(csvOf(rows)), '"><img src=x onerror=alert(1)>.csv');
  uploadId = (body as { id: string }).id;
  await web.check(uploadId);
});
afterAll(() => web.close());

const tiers: readonly (keyof SeededRegistry)[] = ['school', 'county', 'city', 'province'];

describe.each(tiers)('as %s', (tier) => {
  it.each(['/', '/uploads', '/uploads?state=needs_fix&page=2', 'upload', '/openapi.json'])(
    'the page %s renders, in both languages',
    async (path) => {
      const browser = await signIn(web, web.places[tier]);
      const address = path === 'upload' ? `/uploads/${uploadId}` : path;
      for (const language of ['zh', 'en']) {
        await browser.post('/language', { language, next: '/' });
        const { status, html } = await browser.page(address);
        expect(status).toBe(200);
        if (path === '/openapi.json') continue;
        expect(html).toContain(language === 'zh' ? 'lang="zh-CN"' : 'lang="en"');
        expect(html).not.toMatch(/\{\w+\}/);
        expect(html).not.toContain('[object Object]');
      }
    },
  );

  it('has nothing on the first page that runs or styles from within it', async () => {
    const { html } = await (await signIn(web, web.places[tier])).page('/');
    expect(html).not.toMatch(/<script(?! src="\/static\/app\.[0-9a-f]{16}\.js" defer)/);
    expect(html).not.toMatch(/ style="| on\w+="|javascript:/);
  });
});

describe('what people typed', () => {
  it('is shown as text, never as markup', async () => {
    for (const tier of ['school', 'county'] as const) {
      const browser = await signIn(web, web.places[tier]);
      for (const path of [`/uploads/${uploadId}`, '/uploads']) {
        const { html } = await browser.page(path);
        expect(html).not.toContain('<script>alert');
        expect(html).not.toContain('<img src=x');
        expect(html).toContain('&lt;img src=x onerror=alert(1)>.csv');
      }
    }
  });
});

describe('the language', () => {
  it('is Chinese first, chosen by a form that works without a script, and kept', async () => {
    const browser = new Browser(web);
    expect((await browser.page('/sign-in')).html).toContain('登录师册');
    const answer = await browser.post('/language', { language: 'en', next: '/sign-in' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in');
    expect((await browser.page('/sign-in')).html).toContain('Sign in to Muster');
    expect((await browser.page('/sign-in?lang=zh')).html).toContain('登录师册');
  });
});

describe('every answer', () => {
  it('carries the strict policy and no cacheable personal data', async () => {
    const { headers } = await (await signIn(web, web.places.school)).page('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
        "connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';object-src 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('loads script and style by digest, cached for ever', async () => {
    const { html } = await new Browser(web).page('/sign-in');
    for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/static\/app\.[0-9a-f]{16}\.(?:js|css))"/g)) {
      const answer = await fetch(web.url + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const again = await fetch(web.url + path, {
        headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
    }
    expect((await fetch(`${web.url}/static/app.0000000000000000.js`)).status).not.toBe(200);
  });

  it('to an unknown path is a page that says so, or a problem', async () => {
    const { status, html } = await (await signIn(web, web.places.school)).page('/no-such-page');
    expect(status).toBe(404);
    expect(html).toContain('没有找到，或不在您的管辖范围内');
    const answer = await fetch(`${web.url}/no-such-page`, { headers: { accept: 'application/json' } });
    expect(await answer.json()).toMatchObject({ type: 'urn:muster:problem:not-found', status: 404 });
  });

  it('to broken JSON, a broken escape or a body too large is a refusal, never a failure', async () => {
    const send = (path: string, body: string) =>
      fetch(web.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await send('/tokens', '{"username":')).status).toBe(422);
    expect((await send('/tokens', JSON.stringify({ username: 1 }))).status).toBe(422);
    expect((await send('/tokens', `"${'x'.repeat(2_000_000)}"`)).status).toBe(413);
    const browser = await signIn(web, web.places.school);
    expect((await browser.request('/uploads/%E0%A4%A')).status).toBeLessThan(500);
  });
});

describe('the log', () => {
  it('knows requests by pattern and account, and nothing of what was in them', async () => {
    const browser = await signIn(web, web.places.school);
    await browser.page(`/uploads/${uploadId}?rule=secret-query`);
    const text = web.logged.join('');
    expect(text).toContain('"route":"/uploads/:id"');
    expect(text).toContain(`"account_id":"${web.places.school.actor.account_id}"`);
    for (const secret of ['secret-query', 'Correct-horse', 'alert(1)', String(teacherRecord(1).id_number)]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('probes', () => {
  it('tell alive from ready, and count requests without ids', async () => {
    const get = async (path: string) => (await fetch(web.url + path)).text();
    expect(JSON.parse(await get('/healthz'))).toEqual({ status: 'ok' });
    expect(JSON.parse(await get('/readyz'))).toMatchObject({ status: 'degraded', missing: ['workers'] });
    const metrics = await get('/metrics');
    expect(metrics).toContain(
      'muster_http_request_seconds_count{method="GET",route="/uploads/:id",status="200"}',
    );
    expect(metrics).toMatch(/^muster_owed_jobs\{work="check"\} \d+$/m);
    expect(metrics).not.toContain(`/uploads/${uploadId}`);
  });

  it('start no session', async () => {
    expect((await fetch(`${web.url}/healthz`)).headers.get('set-cookie')).toBeNull();
  });
});

describe('the published description', () => {
  it('names every route of the contract that exists, with its parameters and answer', async () => {
    const api = (await (await fetch(`${web.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { parameters?: { name: string }[]; responses: object }>>;
    };
    expect(api.openapi).toBe('3.1.0');
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining(['/tokens', '/uploads', '/uploads/{id}', '/uploads/{id}/issues', '/events']),
    );
    expect(api.paths['/uploads/{id}']?.get?.parameters?.map(({ name }) => name)).toContain('id');
    expect(Object.keys(api.paths['/uploads']?.post?.responses ?? {})).toEqual(['201', 'default']);
    expect(JSON.stringify(api.paths['/uploads/{id}'])).toContain('change_set_id');
  });
});
