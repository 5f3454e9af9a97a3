/** Real traffic through a real nginx with our settings, to two web processes of which one dies. Left out where there is no nginx. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../bin/free-port.ts';
import { connect, type Database } from '../../database/connect.ts';
import { OwnProgram } from '../faults/own-program.ts';
import { environmentFor, findInstalled } from '../install/unpacked.ts';
import { givePasswords, password } from '../review-ui/web.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { eventually } from '../setup/eventually.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

const nginx = findInstalled(['/usr/sbin/nginx']) ?? '';
const canRun = nginx !== '' && spawnSync('openssl', ['version']).status === 0;
if (!canRun) console.log('[nginx] left out: there is no nginx here, or no openssl');

const mib = 1024 * 1024;

describe.skipIf(!canRun)('two web processes behind nginx', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-nginx-'));
  const file = path.join(folder, 'nginx.conf');
  let database: FreshDatabase;
  let db: Database;
  let registry: SeededRegistry;
  let webs: OwnProgram[] = [];
  let proxy: ChildProcess;
  let said = '';
  let url = '';
  let token = '';

  beforeAll(async () => {
    database = await freshDatabase();
    db = connect({ url: database.appUrl, secret: database.secret });
    registry = await seedRegistry(db);
    await givePasswords(db, [registry.school]);
    const ports = await Promise.all([1, 2, 3, 4].map(() => freePort()));
    webs = ports.slice(0, 2).map((port) => openWeb(database, port));
    await Promise.all(webs.map((web) => web.ready()));
    makeCertificate(folder);
    writeFileSync(file, settingsOf(folder, ports));
    url = `https://127.0.0.1:${ports[3]}`;
    // The certificate is our own; only this process trusts it, and for as long as this file runs.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    proxy = spawn(nginx, ['-c', file, '-e', 'stderr'], { env: environmentFor(nginx) });
    proxy.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await eventually(
      () =>
        fetch(`${url}/healthz`)
          .then(({ status }) => status)
          .catch(() => 0),
      (status) => status === 200,
    );
    const answer = await fetch(`${url}/tokens`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ username: registry.school.actor.username, password }),
    });
    token = ((await answer.json()) as { token: string }).token;
  }, 120_000);
  afterAll(async () => {
    proxy?.kill('SIGKILL');
    await Promise.all(webs.map((web) => web.stop()));
    await db?.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const headers = () => ({ authorization: `Bearer ${token}`, accept: 'application/json' });
  const send = async (
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<{ status: number; id: string | undefined }> => {
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'teachers.csv');
    const answer = await fetch(`${url}/uploads`, { method: 'POST', headers: headers(), body: form });
    const { id } = (await answer.json().catch(() => ({}))) as { id?: string };
    return { status: answer.status, id };
  };
  const small = (n: number) => Uint8Array.from(csvOf(rowsAt(registry.school, n * 5, 5)));

  it('finds its settings in order', () => {
    const { status, stderr } = spawnSync(nginx, ['-t', '-c', file], {
      encoding: 'utf8',
      env: environmentFor(nginx),
    });
    expect(stderr).toContain('test is successful');
    expect(status).toBe(0);
  });

  it('lets the largest file through and refuses a larger one, and lays neither on its disk', async () => {
    expect((await send(new Uint8Array(20 * mib).fill(65))).status).toBe(201);
    expect((await send(new Uint8Array(22 * mib).fill(65))).status).toBe(413);
    expect(said).not.toContain('temporary file');
  }, 60_000);

  it('hands events on as they happen', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${url}/events`, { headers: headers(), signal: stop.signal });
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body ?? []) heard += new TextDecoder().decode(chunk);
    })().catch(() => undefined);
    const { id } = await send(small(1));
    await eventually(
      () => heard,
      (text) => text.includes(`"upload_id":"${id}"`),
    );
    stop.abort();
    await listening;
  });

  it('keeps probes and figures for the operator', async () => {
    for (const name of ['metrics', 'readyz']) expect((await fetch(`${url}/${name}`)).status).toBe(404);
  });

  it('gives every file its receipt and every page its answer while a web process dies', async () => {
    const asked: Promise<number>[] = [];
    for (let n = 0; n < 60; n += 1) {
      if (n === 20) webs[0]?.kill();
      asked.push(send(small(10 + n)).then(({ status }) => status));
      asked.push(fetch(`${url}/uploads`, { headers: headers() }).then(({ status }) => status));
      await new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
    }
    const statuses = await Promise.all(asked);
    expect(statuses.filter((status) => status !== 201 && status !== 200)).toEqual([]);
  }, 120_000);
});

const openWeb = (database: FreshDatabase, port: number): OwnProgram =>
  new OwnProgram({
    entry: 'bin/web.js',
    env: {
      ...{ PATH: process.env.PATH, HOME: os.tmpdir(), PORT: String(port) },
      ...{ DATABASE_APP_URL: database.appUrl, MUSTER_SECRET: database.secret, MUSTER_DEMO: '0' },
      ...{ MUSTER_HTTPS: '1', MUSTER_PROXY_HOPS: '1', MUSTER_TOTP: 'optional', LOG_LEVEL: 'warn' },
    },
    isReady: () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
  });

function makeCertificate(folder: string): void {
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'fullchain.pem')];
  const { status, stderr } = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      ...files,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
}

/** Our settings at other ports, in the frame that the system's own nginx.conf is. */
function settingsOf(folder: string, [first, second, plain, secure]: readonly number[]): string {
  const read = (name: string) => readFileSync(path.join('deploy/nginx', name), 'utf8');
  const upstream = read('upstream.conf').replace(':3001', `:${first}`).replace(':3002', `:${second}`);
  const site = read('muster.conf')
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${secure} ssl;`)
    .replaceAll('/etc/ssl/muster', folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    ...['daemon off;', 'worker_processes 1;', process.getuid?.() === 0 ? 'user root;' : ''],
    ...[
      `pid ${folder}/nginx.pid;`,
      'error_log stderr warn;',
      'events { worker_connections 256; }',
      'http {',
      'access_log off;',
    ],
    ...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
    ...[upstream, site, '}', ''],
  ].join('\n');
}
