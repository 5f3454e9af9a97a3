/** Walks some of the checked files on, over HTTP: schools submit, counties approve, schools enrol, counties and the province export. */
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../database/connect.ts';
import { quantiles } from '../quantiles.ts';
import type { ManifestFile } from './folder.ts';
import { tokenOf } from './registry.ts';
import { ask, type Receipt, Unexpected } from './sender.ts';

export interface Walk {
  readonly owner: Database;
  readonly url: string;
  readonly receipts: readonly Receipt[];
  /** How many files at the most. */
  readonly most: number;
}

const provinceCode = '370000';
const atOnce = 4;

/** A file on its way, with who reviews it. */
interface Walked {
  readonly upload_id: string;
  readonly file: ManifestFile;
  readonly superior: string;
}

/** Throws when anything is not as the manifest says, or is answered with anything but a success. */
export async function walkOn(walk: Walk): Promise<Record<string, unknown>> {
  const agent = new http.Agent({ keepAlive: true });
  try {
    const to: Ask = async (code, path, body) =>
      JSON.parse(
        await ask(agent, walk.url + path, tokenOf(code), body && { type: json, body: JSON.stringify(body) }),
      );
    const files = await cleanFiles(walk);
    const approve_ms: number[] = [];
    await each(files, async (one) => void approve_ms.push(await review(to, one)));
    await each(files, (one) => applied(to, one));
    await requireStaff(walk.owner, files);
    const enrolled = await enrolAll(walk.owner, to, files);
    const superiors = [...new Set(files.map(({ superior }) => superior))];
    const rows = await exportAll(to, superiors);
    await requireExported(walk.owner, superiors, rows);
    return {
      ...{ files: files.length, approve_ms: quantiles(approve_ms), enrolled },
      exported: [...rows.values()].reduce((sum, { roster }) => sum + roster, 0),
    };
  } finally {
    agent.destroy();
  }
}

const json = 'application/json';
type Answer = Record<string, never> & { id: string; state: string; change_set_id: string; rows: number };
/** Asks in the name of a unit's account. */
type Ask = (code: string, path: string, body?: object) => Promise<Answer>;

async function cleanFiles({ owner, receipts, most }: Walk): Promise<Walked[]> {
  const { rows } = await owner.pool.query<{ id: string; superior: string }>(
    `select u.id::text, p.code as superior from uploads u join units s on s.id = u.unit_id join units p on p.id = s.parent_id
     where u.state = 'ready' order by u.id limit $1`,
    [most],
  );
  const files = new Map(receipts.map(({ upload_id, file }) => [upload_id, file]));
  return rows.flatMap(({ id, superior }) => {
    const file = files.get(id);
    return file === undefined ? [] : [{ upload_id: id, file, superior }];
  });
}

async function each<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = list.values();
  const carry = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, carry));
}

/** Answers how long the two requests of the reviewer took. */
async function review(to: Ask, { upload_id, file, superior }: Walked): Promise<number> {
  const school = file.unit.code;
  if (file.counts.missing > 0)
    await to(school, `/uploads/${upload_id}/missing`, { rest: 'kept', count: file.counts.missing });
  const { change_set_id } = await to(school, `/uploads/${upload_id}/submit`, {});
  const set = `/change-sets/${change_set_id}`;
  const began = performance.now();
  await to(superior, `${set}/decisions`, { changes: 'all', decision: 'approve' });
  await to(superior, `${set}/approve`, { shrinkage_confirmed: true });
  return performance.now() - began;
}

const patience_ms = 60_000;

async function until(is: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + patience_ms;
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`${what} does not come`);
    await wait(25);
  }
}

const applied = (to: Ask, { upload_id, file }: Walked): Promise<void> =>
  until(
    async () => (await to(file.unit.code, `/uploads/${upload_id}`)).state === 'applied',
    `the applied state of upload ${upload_id}`,
  );

/** Who is in service afterwards: those of before and the added ones, without those who left. */
async function requireStaff(owner: Database, files: readonly Walked[]): Promise<void> {
  const { rows } = await owner.pool.query<{ code: string; teachers: number }>(
    // By the account, since institutions have no code in the registry.
    `select substr(a.username, 3) as code, count(t.id)::int as teachers from units u join accounts a on a.unit_id = u.id
     left join teachers t on t.unit_id = u.id and t.status = '在职' where u.kind not in ('province', 'city', 'county') group by 1`,
  );
  const teachers = new Map(rows.map((row) => [row.code, row.teachers]));
  for (const { file } of files) {
    const { added, changed, verified, missing } = file.counts;
    const expected = added + changed + verified + missing;
    const found = teachers.get(file.unit.code);
    if (found !== expected)
      throw new Error(`${file.unit.code} has ${found} teachers in service, not ${expected}`);
  }
}

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Opens everything where the files come from, and lets each school enrol all that it can; answers how many. */
async function enrolAll(owner: Database, to: Ask, files: readonly Walked[]): Promise<number> {
  const window = { opens_on: day(-10), closes_on: day(10) };
  const windows = { collection: window, openings: window, enrolment: window, experts: window };
  const campaign = await to(provinceCode, '/campaigns', { name: '本年度', windows });
  const open = { units: 'all', stages: 'all', open: true };
  const superiors = new Set(files.map(({ superior }) => superior));
  const cities = new Set([...superiors].map((code) => `${code.slice(0, 4)}00`));
  for (const code of [...cities, ...[...superiors].filter((one) => !cities.has(one))])
    await to(code, `/campaigns/${campaign.id}/openings`, open);
  let enrolled = 0;
  await each(files, async ({ file }) => {
    const { code } = file.unit;
    const done = await enrolRegistered(to, code);
    enrolled += done;
  });
  const { rows } = await owner.pool.query<{ n: number }>('select count(*)::int as n from enrolments');
  if (rows[0]?.n !== enrolled) throw new Error(`${rows[0]?.n} enrolments are kept, not ${enrolled}`);
  return enrolled;
}

/** For all who can be enrolled in what they are registered for. How many they are, the refusal of a wrong number says. */
async function enrolRegistered(to: Ask, code: string): Promise<number> {
  const confirm = async (count: number): Promise<number> => {
    const answer = await to(code, '/enrolments', { all: 'registered', count });
    return (answer as unknown as { enrolled: number }).enrolled;
  };
  try {
    return await confirm(0);
  } catch (error) {
    if (!(error instanceof Unexpected) || error.status !== 409) throw error;
    const { params } = JSON.parse(error.body) as { params: { count: number } };
    return await confirm(params.count);
  }
}

interface Exported {
  readonly roster: number;
  readonly enrolment: number;
}

/** Rows of the roster and of the enrolments of each. */
async function exportAll(to: Ask, codes: readonly string[]): Promise<Map<string, Exported>> {
  const rows = new Map<string, Exported>();
  await each(codes, async (code) => {
    const exported = async (kind: string): Promise<number> => {
      const asked = await to(code, '/exports', { kind, format: 'csv' });
      let answer = asked;
      await until(async () => {
        answer = await to(code, `/exports/${asked.id}`);
        return answer.state === 'ready';
      }, `export ${asked.id}`);
      return answer.rows;
    };
    rows.set(code, { roster: await exported('roster'), enrolment: await exported('enrolment') });
  });
  return rows;
}

async function requireExported(
  owner: Database,
  codes: readonly string[],
  exported: ReadonlyMap<string, Exported>,
): Promise<void> {
  const { rows } = await owner.pool.query<{ code: string; roster: number; enrolment: number }>(
    `select p.code,
       (select count(*)::int from teachers t where t.status = '在职' and t.unit_path like p.path || '%') as roster,
       (select count(*)::int from enrolments e where e.unit_path like p.path || '%') as enrolment
     from units p where p.code = any($1)`,
    [codes],
  );
  for (const { code, ...expected } of rows) {
    const found = exported.get(code);
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new Error(`${code} exported ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }
}
