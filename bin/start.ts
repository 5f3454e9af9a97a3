/** `npm start`: everything on this machine, in the order in which it is needed, and back in the opposite one. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';
import { compileWhereWritable } from './compile.ts';
import { loadDemo } from './demo.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { exitStatus } from './exit-status.ts';
import { PortTaken, requireFreePort, urlOf } from './listen.ts';
import { FolderHeld } from './postgres/memory.ts';
import { readProcfile } from './procfile.ts';
import { appUrlOf, embeddedFolder } from './registry-urls.ts';
import { ownerPassword } from './secret.ts';
import { readSettings, type Settings } from './settings.ts';
import { StartRefusal } from './start-refusal.ts';
import { type Supervisor, supervise, usual_grace_ms } from './supervisor.ts';
import { demoLogins, untilReady } from './welcome.ts';

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const print = (line: string): void => console.log(line);

const patience_ms = 6_000;
const poll_ms = 200;

const stopping = new AbortController();
let running: { stop(): void } | undefined;
let heard_at = 0;
/** npm hands on the Ctrl-C that the terminal has sent us already; a person needs longer for a second one. */
const same_signal_ms = 700;
function stop(): void {
  if (Date.now() - heard_at < same_signal_ms) return;
  heard_at = Date.now();
  print(stopping.signal.aborted ? '立即结束 ending at once' : '正在停止 stopping');
  stopping.abort();
  running?.stop();
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
if (process.env.npm_lifecycle_event !== undefined) {
  // An npm that is killed can't tell us; nobody would know then that we still run.
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    stop();
  }, poll_ms);
  watch.unref();
}
// A terminal that was closed takes no more output; the stop goes on without it.
process.stdout.on('error', () => undefined);

async function start(): Promise<number> {
  const settings = readSettings(process.env);
  // Before anything else is made: a taken port is the commonest trouble.
  await patiently(PortTaken, () => requireFreePort(settings));
  const database = isEmbedded(settings)
    ? await patiently(FolderHeld, () => startDatabase(settings))
    : undefined;
  try {
    return await serve(settings);
  } finally {
    await database?.stop();
    print('已停止 stopped');
  }
}

/** What an earlier start still holds may be free in a moment: it closes by itself when it was killed. */
async function patiently<T>(
  refusal: new (...words: never[]) => StartRefusal,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let began = 0; ; await wait(poll_ms)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof refusal) || stopping.signal.aborted) throw error;
      if (began === 0) {
        began = Date.now();
        print('等待上一次启动完全退出… waiting for an earlier start to let go…');
      }
      if (Date.now() - began > patience_ms) throw error;
    }
  }
}

const isEmbedded = ({ database_url, database_app_url }: Settings): boolean =>
  database_url === undefined && database_app_url === undefined;

async function startDatabase(settings: Settings): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({
    data: embeddedFolder(settings.data),
    password: ownerPassword(settings.secret),
    log: (line) => print(`postgres | ${line}`),
  });
  print(`postgres | 127.0.0.1:${database.port}, ${database.dataDir}`);
  return database;
}

async function serve(settings: Settings): Promise<number> {
  const commands = new Map(readProcfile(path.join(project, 'Procfile')));
  await compileWhereWritable();
  if (stopping.signal.aborted) return 0;
  const release = commands.get('release');
  commands.delete('release');
  if (release !== undefined && !(await runRelease(release, settings))) return exitStatus.failed;
  if (stopping.signal.aborted) return 0;
  const url = appUrlOf(settings);
  if (settings.is_demo && (await loadDemo({ url, secret: settings.secret }))) {
    print('已载入演示省份 loaded the demo province');
  }
  if (stopping.signal.aborted) return 0;
  const env = { ...environmentOf(settings), DATABASE_APP_URL: url };
  // Web and worker never learn how to be the owner.
  const supervisor = supervise({
    ...{ commands, env: { ...env, DATABASE_URL: undefined }, print },
    grace_ms: usual_grace_ms + settings.watching.drain_s * 1000,
  });
  running = supervisor;
  welcome(settings, supervisor);
  return (await supervisor.ended) === 0 ? 0 : exitStatus.failed;
}

/** Migrations before anybody looks at the tables. Answers whether they went well. */
async function runRelease(command: string, settings: Settings): Promise<boolean> {
  const child: Child = startChild({ name: 'release', command, env: environmentOf(settings), print });
  running = { stop: () => child.terminate() };
  const { status } = await child.ended;
  running = undefined;
  if (status !== 0 && !stopping.signal.aborted) {
    print('数据库升级失败，未启动 the release command failed: nothing was started');
  }
  return status === 0 || stopping.signal.aborted;
}

/** The caller's environment, with what was worked out made explicit, so that every process sees the same. */
const environmentOf = (settings: Settings): NodeJS.ProcessEnv => ({
  ...process.env,
  MUSTER_DATA: settings.data,
  MUSTER_SECRET: settings.secret,
  MUSTER_DEMO: settings.is_demo ? '1' : '0',
  MUSTER_ALLOW_TEST_IDS: settings.allows_test_ids ? '1' : '0',
});

function welcome(settings: Settings, supervisor: Supervisor): void {
  const over = new AbortController();
  const ended = (): void => over.abort();
  supervisor.ended.then(ended, ended);
  untilReady(urlOf(settings), over.signal).then((isReady) => {
    if (!isReady) return;
    print(
      ['', `师册 Muster: ${urlOf(settings)}`, '', ...(settings.is_demo ? demoLogins() : []), ''].join('\n'),
    );
    print('Ctrl-C 停止 Ctrl-C stops');
  });
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  console.error(error.message);
  process.exitCode = exitStatus.failed;
}
