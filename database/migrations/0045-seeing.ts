/** Seeing it run: which request asked for the work that is owed, what was given up, and which workers are alive. */
import { type Kysely, sql } from 'kysely';

const ddl = `
-- The request that made the row owe its work, by the id that its answer carried and the logs repeat.
alter table uploads add column request_id uuid;
alter table exports add column request_id uuid;

-- What waits for an operator: a handful, or there is something wrong.
create index uploads_given_up on uploads (received_at) where state in ('failed', 'stuck');
create index exports_given_up on exports (asked_at) where state = 'failed';

-- A worker says every few seconds that it is alive, and what it sees of the queue; unknown where the queue doesn't answer.
create table workers_seen (
  id uuid primary key,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  concurrency integer not null,
  in_hand integer not null,
  queue text not null check (queue in ('postgres', 'redis')),
  waiting integer,
  active integer,
  delayed integer
) with (fillfactor = 50);
alter table workers_seen enable row level security;
create policy of_the_system on workers_seen using ((select muster_scope()) = '/');
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
