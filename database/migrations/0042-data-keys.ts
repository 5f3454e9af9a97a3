/** Data keys: the random keys of the registry in their versions, each wrapped by what the secret yields. */
import { type Kysely, sql } from 'kysely';

const ddl = `
create table data_keys (
  purpose text not null check (purpose in ('seal', 'trail', 'fingerprint', 'stamp', 'audit')),
  -- Stands in one byte in front of what it sealed, and is never given again.
  version smallint not null check (version between 1 and 255),
  -- Null: retired; what it sealed opens no more.
  wrapped bytea,
  active_from timestamptz not null default now(),
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (purpose, version),
  check ((wrapped is null) = (retired_at is not null))
);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
