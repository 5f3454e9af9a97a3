/** Openings and extensions: projects and subjects of a campaign, stages opened to units, and more days for a unit or an area. */
import { type Kysely, sql } from 'kysely';

const inScope = `(select muster_scope()) = '/'
    or unit_path collate "C" >= (select muster_scope()) and unit_path collate "C" < (select muster_scope()) || '~'`;

const ddl = `
alter table campaign_windows drop constraint campaign_windows_step_check,
  add check (step in ('collection', 'openings', 'enrolment', 'experts'));

-- One project for each stage; what a teacher enrols in.
create table campaign_projects (
  campaign_id bigint not null references campaigns (id),
  stage text not null check (stage in ('高中', '初中', '小学', '幼儿园')),
  name text not null,
  primary key (campaign_id, stage),
  unique (campaign_id, name)
);
-- The subjects of a stage in their order, as they are in this campaign; a stage without a row has none.
create table campaign_subjects (
  campaign_id bigint not null references campaigns (id),
  stage text not null check (stage in ('高中', '初中', '小学', '幼儿园')),
  subject text not null,
  position smallint not null,
  primary key (campaign_id, stage, subject)
);

-- A row is there while a stage is open to a unit; the events say who opened and closed it before.
create table openings (
  campaign_id bigint not null references campaigns (id),
  unit_id bigint not null,
  unit_path text collate "C" not null,
  stage text not null check (stage in ('高中', '初中', '小学', '幼儿园')),
  opened_by bigint not null references accounts (id),
  opened_at timestamptz not null default now(),
  primary key (campaign_id, unit_id, stage),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index openings_unit on openings (unit_id);

create table extensions (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaigns (id),
  step text not null check (step in ('collection', 'openings', 'enrolment', 'experts')),
  unit_id bigint not null,
  unit_path text collate "C" not null,
  covers text not null check (covers in ('unit', 'area')),
  state text not null check (state in ('requested', 'granted', 'refused', 'withdrawn', 'revoked')),
  -- The day that was asked for; null where nobody asked.
  asked_until date,
  -- The last day that belongs to it, once it is granted.
  until date,
  -- Sealed: why it is asked for or granted; and why it was refused or revoked.
  reason bytea not null,
  answer bytea,
  made_by bigint not null references accounts (id),
  made_at timestamptz not null default now(),
  decided_by bigint references accounts (id),
  decided_at timestamptz,
  check (state not in ('granted', 'revoked') or until is not null),
  foreign key (unit_id, unit_path) references units (id, path) on update cascade
);
create index extensions_unit on extensions (unit_id, campaign_id);
create index extensions_path on extensions (unit_path, campaign_id);
-- One question at a time.
create unique index extensions_one_asked on extensions (campaign_id, step, unit_id) where state = 'requested';

alter table campaign_projects enable row level security;
create policy everybody_reads on campaign_projects for select using ((select muster_scope()) is not null);
create policy root_writes on campaign_projects for insert with check (exists (select from units where parent_id is null));
alter table campaign_subjects enable row level security;
create policy everybody_reads on campaign_subjects for select using ((select muster_scope()) is not null);
create policy root_writes on campaign_subjects for insert with check (exists (select from units where parent_id is null));

-- A school sees whether its county was opened, or it could not be told who must act. Nobody opens anything to itself.
alter table openings enable row level security;
create policy in_scope_and_above on openings for select using (${inScope} or starts_with((select muster_scope()), unit_path));
create policy below_opens on openings for insert with check ((${inScope}) and unit_path <> (select muster_scope()));
create policy below_closes on openings for delete using ((${inScope}) and unit_path <> (select muster_scope()));

-- What is granted to an area reads within it. Nobody grants anything to itself, but the province, which stands under nobody.
alter table extensions enable row level security;
create policy in_scope_and_area_above on extensions for select using (${inScope}
  or state = 'granted' and covers = 'area' and starts_with((select muster_scope()), unit_path));
create policy asks_or_grants_below on extensions for insert with check ((${inScope})
  and (state = 'requested' or unit_path <> (select muster_scope()) or exists (select from units where parent_id is null)));
create policy decides on extensions for update using (${inScope}) with check ((${inScope})
  and (state in ('requested', 'withdrawn') or unit_path <> (select muster_scope())
    or exists (select from units where parent_id is null)));

-- The units above the scope, which it may not read otherwise: enough to say whose turn it is.
create function units_above() returns table (id bigint, path text, kind text, name text) language sql stable security definer
  set search_path = public, pg_temp
  as $$ select u.id, u.path, u.kind, u.name from units u
    where u.id = any(string_to_array(trim(both '/' from muster_scope()), '/')::bigint[]) and u.path <> muster_scope() $$;
revoke execute on function units_above() from public;

-- Campaigns from before: the lists of 2022, which they were made under.
insert into campaign_projects (campaign_id, stage, name)
  select c.id, s.stage, c.name || s.stage from campaigns c, unnest(array['高中', '初中', '小学', '幼儿园']) s (stage);
insert into campaign_subjects (campaign_id, stage, subject, position)
  select c.id, s.stage, x.subject, x.n from campaigns c,
    (values ('高中', '语文 数学 英语 物理 化学 生物 思想政治 历史 地理 音乐 美术 体育与健康 信息技术 通用技术 综合实践活动 心理健康教育'),
      ('初中', '语文 数学 英语 物理 化学 生物 道德与法治 历史 地理 体育 音乐 美术 信息技术 综合实践活动 心理健康教育'),
      ('小学', '语文 数学 英语 科学 音乐 体育 美术 道德与法治 信息技术 综合实践活动 心理健康教育')) s (stage, list),
    unnest(string_to_array(s.list, ' ')) with ordinality x (subject, n);
`;

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(ddl).execute(db);
};
