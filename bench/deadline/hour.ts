/** The hour itself: an idle stretch to compare with, a calm half, and a half with a hostile file every ten seconds. */
import type { Database } from '../../database/connect.ts';
import type { Visit, Visitor } from '../pages/visits.ts';
import { type Cpu, cpuNow, type Parties } from '../province/meter.ts';
import { tokenOf } from '../province/registry.ts';
import { formOf } from '../province/sender.ts';
import { openEar } from '../province/verdicts.ts';
import { type Quantiles, quantiles, rounded } from '../quantiles.ts';
import { hostileFiles } from './hostile.ts';
import { type Answer, atRate, Client } from './load.ts';
import { type DeadlineSchool, nextFile } from './schools.ts';

export interface Hour {
  readonly owner: Database;
  readonly url: string;
  readonly visits: readonly Visit[];
  readonly cookies: Readonly<Record<Visitor, string>>;
  readonly senders: readonly DeadlineSchool[];
  /** In review, one for each approval. */
  readonly sets: readonly string[];
  /** Token of who reviews. */
  readonly county: string;
  readonly parties: Parties;
  readonly rates: {
    readonly minutes: number;
    readonly pages_per_s: number;
    readonly uploads_per_s: number;
    readonly approvals_per_min: number;
  };
  readonly say: (line: string) => void;
}

/** p50, p95 and p99 at the most, in ms, of the whole hour. */
const goals = {
  page: [40, 150, 400],
  receipt: [80, 300, 800],
  verdict: [500, 5_000, 15_000],
  approve: [80, 500, 1_000],
} as const;
type Figure = keyof typeof goals;

const idle = { pages_per_s: 10, seconds: 20 };
const betweenHostile_s = 10;

/** What was seen in a stretch of time, in ms, and every answer that was no success. */
interface Stretch {
  readonly times: Record<Figure, number[]>;
  readonly failures: string[];
}

export async function hourOf(hour: Hour): Promise<Record<string, unknown>> {
  const { rates, say, parties } = hour;
  const client = new Client(hour.url);
  const ear = await openEar(hour.owner);
  const seconds = (rates.minutes * 60) / 2;
  try {
    const half = Math.ceil(rates.uploads_per_s * seconds);
    say('making the files …');
    const files = Array.from({ length: 2 * half }, (_, at) => fileOf(hour.senders, at));
    const hostileOnes = hostileFiles(Math.ceil(seconds / betweenHostile_s));
    for (const visit of [...hour.visits, ...hour.visits]) await open(hour, client, visit);
    say('idle …');
    const alone = stretch();
    await atRate(idle.pages_per_s, idle.seconds, (at, due) => visitOnce(hour, client, alone, at, due));
    const before = cpuNow(parties);
    const calm = stretch();
    const hostile = stretch();
    for (const [index, seen] of [calm, hostile].entries()) {
      say(index === 0 ? 'a calm half …' : 'a half with hostile files …');
      const own = files.slice(index * half, (index + 1) * half);
      const approvals = Math.floor((rates.approvals_per_min * seconds) / 60);
      const sets = hour.sets.slice(index * approvals, (index + 1) * approvals);
      const sent: Sent[] = [];
      await Promise.all([
        atRate(rates.pages_per_s, seconds, (at, due) => visitOnce(hour, client, seen, at, due)),
        atRate(rates.uploads_per_s, seconds, async (at, due) =>
          sent.push(...(await sendOnce(client, seen, own[at], due))),
        ),
        atRate(rates.approvals_per_min / 60, seconds, (at, due) =>
          approveOnce(hour, client, seen, sets[at], due),
        ),
        index === 0
          ? null
          : atRate(1 / betweenHostile_s, seconds, (at) => sendHostile(hour, client, seen, hostileOnes[at])),
      ]);
      await ear.all(sent.map(({ id }) => id));
      seen.times.verdict.push(...sent.map(({ id, at }) => Math.max(0, (ear.heard.get(id) ?? 0) - at)));
    }
    const cores = coresOf(before, cpuNow(parties), 2 * seconds * 1000);
    return { cores_used: cores, ...conclusion(alone, calm, hostile) };
  } finally {
    client.close();
    await ear.close();
  }
}

const stretch = (): Stretch => ({
  times: { page: [], receipt: [], verdict: [], approve: [] },
  failures: [],
});

interface File {
  readonly code: string;
  readonly form: ReturnType<typeof formOf>;
}

function fileOf(senders: readonly DeadlineSchool[], at: number): File {
  const school = senders[at % senders.length];
  if (school === undefined) throw new Error('nobody sends anything');
  return { code: school.code, form: formOf('a.xlsx', nextFile(school)) };
}

/** Notes what is no success; answers whether it was one. */
function isGood({ failures }: Stretch, { status, text }: Answer, what: string): boolean {
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess) failures.push(`${status} ${what}: ${text.slice(0, 200)}`);
  return isSuccess;
}

const open = ({ cookies }: Hour, client: Client, visit: Visit, due?: number): Promise<Answer> =>
  client.ask({ path: visit.path(), headers: { cookie: cookies[visit.by], accept: 'text/html' } }, due);

async function visitOnce(hour: Hour, client: Client, seen: Stretch, at: number, due: number): Promise<void> {
  const visit = hour.visits[at % hour.visits.length];
  if (visit === undefined) return;
  const answer = await open(hour, client, visit, due);
  if (isGood(seen, answer, visit.page)) seen.times.page.push(answer.ms);
}

interface Sent {
  readonly id: string;
  readonly at: number;
}

const headersOf = (token: string, type: string) => ({
  authorization: `Bearer ${token}`,
  accept: 'application/json',
  'content-type': type,
});

async function sendOnce(client: Client, seen: Stretch, file: File | undefined, due: number): Promise<Sent[]> {
  if (file === undefined) return [];
  const { type, body } = file.form;
  const answer = await client.ask(
    { path: '/uploads', headers: headersOf(tokenOf(file.code), type), body },
    due,
  );
  if (!isGood(seen, answer, 'upload')) return [];
  seen.times.receipt.push(answer.ms);
  return [{ id: JSON.parse(answer.text).id, at: performance.now() }];
}

/** Both requests of the reviewer: 30 rows approved at once, and the review closed. */
async function approveOnce(
  { county }: Hour,
  client: Client,
  seen: Stretch,
  set: string | undefined,
  due: number,
): Promise<void> {
  if (set === undefined) return;
  const headers = headersOf(county, 'application/json');
  const decided = await client.ask(
    {
      ...{ path: `/change-sets/${set}/decisions`, headers },
      body: JSON.stringify({ changes: 'all', decision: 'approve' }),
    },
    due,
  );
  if (!isGood(seen, decided, 'decisions')) return;
  const closed = await client.ask({ path: `/change-sets/${set}/approve`, headers, body: '{}' });
  if (isGood(seen, closed, 'approve')) seen.times.approve.push(performance.now() - due);
}

async function sendHostile(
  { senders }: Hour,
  client: Client,
  seen: Stretch,
  bytes: Buffer | undefined,
): Promise<void> {
  if (bytes === undefined) return;
  const { type, body } = formOf('hostile.xlsx', bytes);
  const token = tokenOf(senders.at(-1)?.code ?? '');
  const answer = await client.ask({ path: '/uploads', headers: headersOf(token, type), body });
  isGood(seen, answer, 'hostile file');
}

function conclusion(alone: Stretch, calm: Stretch, hostile: Stretch) {
  const figures = Object.keys(goals) as Figure[];
  const of = (stretches: readonly Stretch[], figure: Figure): Quantiles =>
    quantiles(stretches.flatMap(({ times }) => times[figure]));
  const table = (stretches: readonly Stretch[]) =>
    Object.fromEntries(figures.map((figure) => [figure, of(stretches, figure)]));
  const failures = [alone, calm, hostile].flatMap((each) => each.failures);
  const isWithin = (figure: Figure): boolean => {
    const { p50, p95, p99 } = of([calm, hostile], figure);
    return [p50, p95, p99].every((ms, index) => ms <= (goals[figure][index] ?? 0));
  };
  const loaded = rounded(of([calm], 'page').p95 / Math.max(1, of([alone], 'page').p95));
  const moved = rounded(
    Math.max(...figures.map((figure) => of([hostile], figure).p99 / Math.max(1, of([calm], figure).p99))),
  );
  return {
    ...{ idle_page: of([alone], 'page'), calm: table([calm]), with_hostile: table([hostile]) },
    ...{ ms: table([calm, hostile]), goals_p50_p95_p99_ms: goals },
    answers: [calm, hostile].reduce((sum, { times }) => sum + times.page.length + times.receipt.length, 0),
    ...{ failures: failures.length, first_failure: failures[0] },
    ...{ page_p95_loaded_to_idle: loaded, hostile_moves_p99_by: moved },
    within: {
      ...Object.fromEntries(figures.map((figure) => [figure, isWithin(figure)])),
      ...{ failures: failures.length === 0, loaded_to_idle: loaded <= 2, hostile: moved < 2 },
    },
  };
}

const coresOf = (before: Cpu, after: Cpu, wall_ms: number): Record<string, number> =>
  Object.fromEntries(
    (Object.keys(before) as (keyof Cpu)[]).map((party) => [
      party,
      rounded((after[party] - before[party]) / wall_ms),
    ]),
  );
