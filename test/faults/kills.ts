/** Workers killed where it hurts: in reading, in the write, in apply, and by one file again and again. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { eventually } from '../setup/eventually.ts';
import { broken, roster, send } from './load.ts';
import type { Strike } from './matrix.ts';
import { bytesOf, rosterOf, somebody, spareOf } from './scene.ts';

const longestWait_ms = 60_000;

export const killBoth = ({ ground }: Strike): void => {
  for (const worker of ground.workers) worker.kill();
};

/** A check has begun and goes on for a while: the kill comes within it, or within the next one. */
export async function killInReading(strike: Strike): Promise<void> {
  const { ground, scene, random, also } = strike;
  also(roster(scene, spareOf(scene)));
  await ground.postgres.asOwner((client) =>
    eventually(
      async () => {
        const { rows } = await client.query(
          `select 1 from uploads where id > $1 and owes = 'check' and claimed_at is not null limit 1`,
          [scene.since],
        );
        return rows.length;
      },
      (found) => found > 0,
      longestWait_ms,
    ),
  );
  await wait(random.whole(0, 200));
  killBoth(strike);
}

/** Of what a verdict writes. */
export const verdictTables = ['upload_rows', 'issues', 'changes', 'change_sets'] as const;
/** Of what an application writes. */
export const registryTables = ['teachers', 'teacher_revisions', 'headcounts', 'notices'] as const;

/**
 * Kills when somebody wants to write to one of these tables: while the statement waits, or a few milliseconds after it was let go
 * on, in the middle of it, at its commit, or just after.
 */
export async function killInWrite(strike: Strike, tables: readonly string[]): Promise<void> {
  const { ground, scene, random, also } = strike;
  const table = random.pick(tables);
  await ground.postgres.asOwner(async (gate) => {
    await gate.query(`begin; lock table ${table} in share row exclusive mode`);
    // One that goes all the way, and one with something to find fault with.
    also(roster(scene, spareOf(scene)));
    also(broken(scene, spareOf(scene)));
    await eventually(
      async () => (await gate.query(waiting, [table])).rows.length,
      (count) => count > 0,
      longestWait_ms,
    );
    if (random.chance(0.3)) killBoth(strike);
    await gate.query('commit');
    await wait(random.whole(0, 12));
    killBoth(strike);
  });
}

const waiting = 'select 1 from pg_locks where relation = $1::text::regclass and not granted';

/** More deaths than this are not one file's to cause. */
const mostDeaths = 3;

/** A small file that takes its worker with it whenever its verdict is to be written: it is given up, and others go on. */
export async function poison(strike: Strike): Promise<void> {
  const { ground, scene } = strike;
  const school = spareOf(scene);
  await ground.postgres.asOwner(async (client) => {
    const id = await send(scene, school, bytesOf(rosterOf(school, [somebody(ground)])), 'poison.csv');
    await client.query(sleepOver(id));
    try {
      const deaths = await killWhileItSleeps(strike, client, id);
      const { body } = await school.person.get(`/uploads/${id}`);
      if (body.state !== 'failed' || deaths > mostDeaths) {
        throw new Error(`a file that killed its worker ${deaths} times is ${String(body.state)}`);
      }
    } finally {
      await wakeAgain(strike);
    }
  });
}

/** By a session of its own: in a mix the server may have ended the one before. */
const wakeAgain = ({ ground }: Strike): Promise<unknown> =>
  eventually(
    () =>
      ground.postgres
        .asOwner((client) =>
          client.query('drop trigger if exists sleep on changes; drop function if exists sleep_over()'),
        )
        .catch(() => null),
    (answer) => answer !== null,
    longestWait_ms,
  );

const sleepOver = (
  id: string,
): string => `create or replace function sleep_over() returns trigger language plpgsql as
    $$ begin if new.upload_id = ${id} then perform pg_sleep(120); end if; return new; end $$;
  create or replace trigger sleep before insert on changes for each row execute function sleep_over()`;

/** Kills whichever worker writes its verdict, and nobody else, until the file is at an end. Answers how often. */
async function killWhileItSleeps(strike: Strike, client: pg.Client, id: string): Promise<number> {
  /** Sessions that were told to end: on a busy machine one may be seen asleep for a while yet. */
  const ended: number[] = [];
  for (let deaths = 0; ; deaths += 1) {
    const next = await eventually(
      async () => {
        const { rows } = await client.query<{ state: string; session: number | null; whose: string }>(
          `select u.state, s.pid as session, application_name as whose from uploads u
            left join pg_stat_activity s on wait_event = 'PgSleep' and pid <> all($2) where u.id = $1 limit 1`,
          [id, ended],
        );
        return rows[0];
      },
      (now) => now?.state !== 'received' || now.session !== null,
      longestWait_ms,
    );
    if (next?.state !== 'received' || next.session === null) return deaths;
    const { session, whose } = next;
    strike.ground.workers.find(({ pid }) => whose.endsWith(`:${pid}`))?.kill();
    await wait(100);
    // The server would go on with what the dead one asked for.
    await client.query('select pg_terminate_backend($1)', [session]);
    ended.push(session);
  }
}
