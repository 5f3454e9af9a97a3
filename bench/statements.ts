/** What PostgreSQL spent its time on during a measurement, statement by statement; on demand, since to count costs a little too. */
import type { Database } from '../database/connect.ts';

/** With `BENCH_STATEMENTS=1` every bench that starts a PostgreSQL ends with this on stderr. */
const isWatched = process.env.BENCH_STATEMENTS === '1';

/** For the server's start. */
export const watching: Readonly<Record<string, string>> = isWatched
  ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' }
  : {};

const most = 40;
const longest_text = 150;

/** From now on: what migrating took is left out, what fills the tables is not. */
export async function beginWatching(owner: Database): Promise<void> {
  if (!isWatched) return;
  await owner.pool.query('create extension if not exists pg_stat_statements');
  await owner.pool.query('select pg_stat_statements_reset()');
}

/** Of all databases of the server: time to run and to plan in ms, how often, rows, and how the text begins. */
export async function tellStatements(owner: Database): Promise<void> {
  if (!isWatched) return;
  const { rows } = await owner.pool.query<Record<'run_ms' | 'plan_ms' | 'calls' | 'rows' | 'text', string>>(
    `select round(sum(total_exec_time))::text as run_ms, round(sum(total_plan_time))::text as plan_ms, sum(calls)::text as calls,
      sum(rows)::text as rows, left(regexp_replace(min(query), '\\s+', ' ', 'g'), ${longest_text}) as text
    from pg_stat_statements group by queryid order by sum(total_exec_time + total_plan_time) desc limit ${most}`,
  );
  for (const row of rows) {
    const figures = [row.run_ms, row.plan_ms, row.calls, row.rows].map((figure) => figure.padStart(8));
    console.error(`${figures.join('')}  ${row.text}`);
  }
}
