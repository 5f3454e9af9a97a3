import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../bin/settings.ts';
import { StartRefusal } from '../../bin/start-refusal.ts';

let data: string;
beforeAll(() => {
  data = mkdtempSync(path.join(os.tmpdir(), 'muster-settings-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const secret = 'thirty-two-characters-or-more-of-it';
const server = { DATABASE_URL: 'postgresql://owner:pw@db.example.com:5432/muster', MUSTER_SECRET: secret };

function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    readSettings({ MUSTER_DATA: data, ...env });
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return 'no error';
}

test('nothing set gives the embedded demo on this machine', () => {
  const settings = readSettings({ MUSTER_DATA: data });
  expect(settings).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    database_url: undefined,
    redis_url: undefined,
    data,
    is_demo: true,
    allows_test_ids: true,
    secure_cookies: false,
    proxy_hops: undefined,
    paces: { requests: 100_000, stranger_requests: 100_000, files: 100_000, sign_ins: 100_000 },
    rural_classes: ['210', '220'],
    shrinkage: { more_than_percent: 10, more_than_teachers: 3 },
    worker_concurrency: 4,
    log_level: 'info',
  });
});

test('a server database gives neither demo nor test IDs', () => {
  expect(readSettings({ MUSTER_DATA: data, ...server })).toMatchObject({
    is_demo: false,
    allows_test_ids: false,
    secret,
  });
});

test('an empty setting counts as absent', () => {
  expect(readSettings({ MUSTER_DATA: data, PORT: '', DATABASE_URL: ' ' }).port).toBe(3000);
});

test.each([
  ['PORT', '8080', 'port', 8080],
  ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
  ['HOST', '::1', 'host', '::1'],
  [
    'REDIS_URL',
    'rediss://:pw@queue.example.com:6380/1',
    'redis_url',
    'rediss://:pw@queue.example.com:6380/1',
  ],
  ['MUSTER_DEMO', '0', 'is_demo', false],
  ['MUSTER_DEMO', 'Off', 'is_demo', false],
  ['MUSTER_ALLOW_TEST_IDS', 'no', 'allows_test_ids', false],
  ['MUSTER_RURAL', 'township', 'rural_classes', ['121', '122', '123', '210', '220']],
  ['MUSTER_HTTPS', '1', 'secure_cookies', true],
  ['MUSTER_PROXY_HOPS', '2', 'proxy_hops', 2],
  ['MUSTER_SHRINKAGE_PERCENT', '5', 'shrinkage', { more_than_percent: 5, more_than_teachers: 3 }],
  ['MUSTER_SHRINKAGE_TEACHERS', '0', 'shrinkage', { more_than_percent: 10, more_than_teachers: 0 }],
  ['MUSTER_EXTENSION_DAYS_COUNTY', '5', 'extensions', { county: 5, city: 7, province: null }],
  ['MUSTER_EXTENSION_DAYS_CITY', '0', 'extensions', { county: 3, city: 0, province: null }],
  ['MUSTER_ENROLMENT_ON_MOVE', 'release', 'enrolment_on_move', 'release'],
  [
    'MUSTER_FILES_PER_HOUR',
    '50',
    'paces',
    { requests: 100_000, stranger_requests: 100_000, files: 50, sign_ins: 100_000 },
  ],
  ['WORKER_CONCURRENCY', '16', 'worker_concurrency', 16],
  ['LOG_LEVEL', 'debug', 'log_level', 'debug'],
  ['MUSTER_METRICS_PORT', '9464', 'watching', { metrics_port: 9464, metrics_host: '127.0.0.1' }],
  ['MUSTER_METRICS_HOST', '::1', 'watching', { metrics_host: '::1' }],
  ['MUSTER_METRICS_TOKEN', 'sixteen-or-longer', 'watching', { metrics_token: 'sixteen-or-longer' }],
  ['MUSTER_DRAIN_SECONDS', '15', 'watching', { drain_s: 15 }],
  [
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'http://traces.example.com:4318',
    'watching',
    { otlp_endpoint: 'http://traces.example.com:4318' },
  ],
])('%s=%s is understood', (name, value, key, expected) => {
  expect(readSettings({ MUSTER_DATA: data, [name]: value })).toMatchObject({ [key]: expected });
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['HOST', 'not a host'],
  ['DATABASE_URL', 'mysql://db.example.com/muster'],
  ['DATABASE_URL', 'postgresql://db.example.com'],
  ['DATABASE_URL', 'db.example.com'],
  ['DATABASE_APP_URL', 'postgresql://postgres:pw@db.example.com/muster'],
  ['DATABASE_APP_URL', 'postgresql://muster_app@db.example.com/muster'],
  ['REDIS_URL', 'http://queue.example.com'],
  ['REDIS_URL', 'redis+sentinel://sentinel.example.com:26379'],
  ['REDIS_URL', 'redis+cluster://one.example.com:6379,two.example.com:port'],
  ['MUSTER_SECRET', 'short'],
  ['MUSTER_DEMO', 'maybe'],
  ['MUSTER_ALLOW_TEST_IDS', '2'],
  ['MUSTER_RURAL', 'both'],
  ['MUSTER_HTTPS', 'https'],
  ['MUSTER_PROXY_HOPS', '10'],
  ['MUSTER_REQUESTS_PER_MINUTE', '0'],
  ['WORKER_CONCURRENCY', '0'],
  ['WORKER_CONCURRENCY', '65'],
  ['LOG_LEVEL', 'loud'],
  ['MUSTER_METRICS_PORT', '0'],
  ['MUSTER_METRICS_TOKEN', 'short'],
  ['MUSTER_DRAIN_SECONDS', '301'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'traces.example.com'],
])('%s=%s is refused by name, in both languages', (name, value) => {
  const message = messageOf({ ...server, [name]: value });
  expect(message).toMatch(new RegExp(`^  ${name}：现为 .+，应为 .+$`, 'm'));
  expect(message).toMatch(new RegExp(`^  ${name}: found .+, expected .+$`, 'm'));
});

test('figures that other machines can ask for need a token', () => {
  const open = { ...server, MUSTER_METRICS_PORT: '9464', MUSTER_METRICS_HOST: '0.0.0.0' };
  expect(messageOf(open)).toMatch(/^ {2}MUSTER_METRICS_TOKEN: is not set, expected/m);
  expect(messageOf({ ...open, MUSTER_METRICS_TOKEN: 'sixteen-or-longer' })).toBe('no error');
});

test('all wrong settings are named at once', () => {
  const message = messageOf({ PORT: 'x', LOG_LEVEL: 'x', WORKER_CONCURRENCY: 'x' });
  for (const name of ['PORT', 'LOG_LEVEL', 'WORKER_CONCURRENCY'])
    expect(message).toContain(`  ${name}: found`);
});

test('a message shows no password and no secret', () => {
  const message = messageOf({
    DATABASE_URL: 'mysql://user-x:pass-x@db.example.com/muster?key=param-x',
    DATABASE_APP_URL: 'postgresql://user-x:pass-x@db.example.com/muster',
    REDIS_URL: 'http://:pass-x@queue.example.com',
    MUSTER_SECRET: 'secret-x',
  });
  expect(message).toContain('mysql://…@db.example.com/muster');
  expect(message).not.toMatch(/(user|pass|param|secret)-x/);
});

test.each([
  [
    'redis+sentinel://:pass-x@one.example.com:26379,two.example.com',
    'redis+sentinel://…@one.example.com:26379,two.example.com,',
  ],
  ['redis+sentinel://user-x:pa@pass-x@one.example.com/', 'redis+sentinel://…@one.example.com/,'],
  ['redis+sentinel://one.example.com?sentinel_password=pass-x', 'redis+sentinel://one.example.com,'],
  ['redis+cluster://:pa/ss?pass-x@one.example.com', 'redis+cluster:…,'],
  ['redis+cluster://:pass-x?@one.example.com/1', 'redis+cluster:…,'],
  ['redis+cluster://one.example.com?password=@pass-x', 'redis+cluster:…,'],
])('of %s a message names the hosts and no password', (url, shown) => {
  const message = messageOf({ ...server, REDIS_URL: url });
  expect(message).toContain(`  REDIS_URL: found ${shown}`);
  expect(message).not.toMatch(/(user|pass)-x/);
});

describe('without MUSTER_SECRET', () => {
  test('a server database without demo is refused', () => {
    const message = messageOf({ DATABASE_URL: server.DATABASE_URL });
    expect(message).toMatch(/^ {2}MUSTER_SECRET：未设置，应为/m);
    expect(message).toMatch(/^ {2}MUSTER_SECRET: is not set, expected/m);
  });

  test('the demo makes one, keeps it for itself and finds it again', () => {
    const first = readSettings({ MUSTER_DATA: data }).secret;
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(readSettings({ MUSTER_DATA: data }).secret).toBe(first);
    const file = path.join(data, 'secret');
    expect(readFileSync(file, 'utf8')).toBe(`${first}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a damaged one is refused and not replaced', () => {
    const folder = mkdtempSync(path.join(data, 'damaged-'));
    writeFileSync(path.join(folder, 'secret'), 'half');
    expect(() => readSettings({ MUSTER_DATA: folder })).toThrow(StartRefusal);
    expect(readFileSync(path.join(folder, 'secret'), 'utf8')).toBe('half');
  });
});
