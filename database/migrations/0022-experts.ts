/** Experts: guidance teams of cities and counties, and the province's hosts of workshops, each with one place in a campaign. */
import { type Kysely, sql } from 'kysely';

const inScope = `(select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~'`;

const ddl = `
create table experts (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaigns (id),
  -- Who proposed.
  unit_id bigint not null,
  unit_path text collate "C" not null,
  level text not null check (level in ('市级', '县级', '省级')),
  workshop text,
  state text not null check (state in ('proposed', 'decided', 'declined', 'withdrawn')),
  identity_hash bytea not null,
  -- Null for somebody whom the registry does not know.
  teacher_id bigint references teachers (id),
  workplace text not null,
  county text not null,
  county_id bigint references units (id),
  stage text not null check (stage in ('高中', '初中', '小学', '幼儿园')),
  subject text,
  title text not null,
  honours text,
  capacity integer not null check (capacity > 0),
  -- Ids of counties; null for the whole city.
  serves bigint[],
  -- Name, document, phone and mail.
  sealed bytea not null,
  upload_id bigint references uploads (id),
  proposed_by bigint not null references accounts (id),
  proposed_at timestamptz not null default now(),
  decided_by bigint references accounts (id),
  decided_at timestamptz,
  -- Why not, sealed.
  decision_reason bytea,
  check ((stage = '幼儿园') = (subject is null)),
  check ((level = '省级') = (workshop is not null)),
  check ((state = 'proposed') = (decided_at is null)),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
-- One stage and subject for each expert, whoever named them.
create unique index experts_one_pair on experts (campaign_id, identity_hash)
  where state in ('proposed', 'decided') and level <> '省级';
create unique index experts_one_host on experts (campaign_id, identity_hash, workshop)
  where state in ('proposed', 'decided') and level = '省级';
create index experts_path on experts (unit_path, campaign_id);
create index experts_unit on experts (unit_id);
create index experts_teacher on experts (teacher_id) where teacher_id is not null;
create index experts_county on experts (county_id) where county_id is not null;
create index experts_upload on experts (upload_id) where upload_id is not null;

alter table experts enable row level security;
create policy in_scope on experts using (${inScope}) with check (${inScope});
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
