/** Reminders: who was reminded by whom on which day, so that nobody is reminded twice on one. */
import { type Kysely, sql } from 'kysely';

const ddl = `
create table reminders (
  unit_id bigint not null,
  unit_path text collate "C" not null,
  sender_unit_id bigint not null references units (id),
  -- In Asia/Shanghai.
  sent_on date not null,
  account_id bigint not null references accounts (id),
  sent_at timestamptz not null default now(),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade,
  primary key (unit_id, sender_unit_id, sent_on)
);

alter table reminders enable row level security;
create policy in_scope on reminders using ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~')
  with check ((select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~');
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
