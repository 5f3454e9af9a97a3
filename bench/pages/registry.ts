/** A registry as large as the province, made by the server itself: units, teachers, versions, files with their changes, events. */
import { saveAccount } from '../../database/accounts.ts';
import type { Database } from '../../database/connect.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { inBulk } from '../indexes.ts';
import { poolsOf } from './pools.ts';

export interface RegistrySize {
  readonly units: number;
  readonly teachers: number;
}

export const password = 'Bench-of-pages-7';
/** As much of a connection as is needed here; temporary tables are seen by theirs alone. */
interface Client {
  query(text: string, values?: unknown[]): Promise<unknown>;
}
const countiesPerCity = 9;
/** Those of a province; more where there are more units than a province has, since a county stays as large as it is. */
const leastCities = 16;
const unitsOfCounty = 280;
const citiesOf = (units: number): number =>
  Math.max(leastCities, Math.round(units / unitsOfCounty / countiesPerCity));

/** Below the province, city and county that are there already; the rest is added beside them, cities with codes from 3711 on. */
const treeOf = (cities: number): string => `
  create temp table root as select id, path from units where kind = 'province';
  create temp table newest as select max(id) as id from units;
  insert into units (id, parent_id, path, kind, name, code) overriding system value
    select n.id + c, root.id, root.path || (n.id + c) || '/', 'city', '第' || c || '市', '3' || lpad((710 + c)::text, 3, '0') || '00'
    from root, newest n, generate_series(1, ${cities - 1}) c;
  create temp table cities as select row_number() over (order by id) as n, id, path, left(code, 4) as code from units where kind = 'city';
  update newest set id = (select max(id) from units);
  insert into units (id, parent_id, path, kind, name, code) overriding system value
    select n.id + (c.n - 1) * ${countiesPerCity} + k, c.id, c.path || (n.id + (c.n - 1) * ${countiesPerCity} + k) || '/', 'county',
      c.code || '第' || k || '县', c.code || lpad((20 + k)::text, 2, '0')
    from cities c, newest n, generate_series(1, ${countiesPerCity}) k;
  create temp table counties as select row_number() over (order by id) - 1 as n, id, path from units where kind = 'county';
  update newest set id = (select max(id) from units);
  insert into units (id, parent_id, path, kind, name, code, school_kind, stages, sector, urban_rural_class) overriding system value
    select newest.id + s, c.id, c.path || (newest.id + s) || '/', 'school', '第' || s || '小学', '38' || lpad(s::text, 8, '0'),
      '211', array['小学'], '公办', '111'
    from newest, generate_series(1, $1::int) s
    join counties c on c.n = s % (select count(*) from counties);
  create temp table schools as select row_number() over (order by u.id) - 1 as n, u.id, u.path from units u, newest where u.id > newest.id;
  create unique index on schools (n);
  select setval(pg_get_serial_sequence('units', 'id'), (select max(id) from units));
  analyze units, schools`;

const stage = `case when nth % 97 = 0 then '高中' when nth % 11 = 0 then '幼儿园' when nth % 3 = 0 then '初中' else '小学' end`;
const status = `case when nth % 50 = 0 then '退休' when nth % 51 = 0 then '离职' else '在职' end`;

const teachers = `
  create temp table newest_teacher as select coalesce(max(id), 0) as id from teachers;
  insert into teachers (id, unit_id, unit_path, version, identity_hash, name, id_type, gender, birth_date, ethnicity, post_type, stage,
      subject, is_rural, work_start, education, title, cert_type, email, status, mobile_hash, cert_hash, sealed, verified_at)
    overriding system value
    select newest_teacher.id + nth, s.id, s.path, case when nth % 5 = 0 then 2 else 1 end, decode(md5('i' || nth), 'hex'),
      names.name, '居民身份证', case when nth % 3 = 0 then '男' else '女' end,
      date '1967-01-01' + (nth % 11000), '汉族', '专任教师', ${stage}, '语文', nth % 4 = 0, '2007-08', '本科',
      case when nth % 3 = 0 then '高级' else '一级' end, '小学教师资格', 't' || nth || '@example.com', ${status},
      decode(md5('m' || nth), 'hex'), decode(md5('c' || nth), 'hex'), pool.numbers, case when nth % 10 < 7 then now() end
    from newest_teacher, generate_series(1, $1::int) nth
    join schools s on s.n = nth % (select count(*) from schools)
    join pool on pool.n = nth % (select count(*) from pool)
    join names on names.n = nth::bigint * 7919 % (select count(*) from names);
  select setval(pg_get_serial_sequence('teachers', 'id'), (select max(id) from teachers));
  insert into teacher_revisions (teacher_id, version, kind, unit_id, sealed, made_at, name, stage, status)
    select t.id, v, case v when 1 then 'add' else 'change' end, t.unit_id, pool.records,
      case v when 1 then timestamptz '2026-01-10T12:00+08' else timestamptz '2026-03-01T12:00+08' + t.id % 90 * interval '1 day' end,
      t.name, t.stage, case v when 1 then '在职' else t.status end
    from newest_teacher, teachers t join pool on pool.n = t.id % (select count(*) from pool)
    cross join generate_series(1, t.version) v
    where t.id > newest_teacher.id`;

/** Of each ten schools six are through, two wait for the county, one is at work and one has sent nothing. */
const state = `(array['applied','applied','applied','applied','applied','applied','submitted','submitted','needs_fix'])[s.n % 10 + 1]`;

const files = `
  create temp table sender as select min(id) as id from accounts;
  create temp table newest_upload as select coalesce(max(id), 0) as id from uploads;
  insert into uploads (id, receipt, unit_id, unit_path, template, file_name, size_bytes, sha256, state, received_at, received_by,
      submitted_at, submitted_by, applied_at, counts, format)
    overriding system value
    select newest_upload.id + s.n + 1, 'B' || s.n, s.id, s.path, 'teacher', 'a.xlsx', 9000, decode(md5('f' || s.n), 'hex'), ${state},
      now() - s.n % 9000 * interval '1 minute', sender.id, now() - s.n % 9000 * interval '1 minute', sender.id,
      case when s.n % 10 < 6 then now() end,
      '{"rows":30,"errors":0,"warnings":1,"notes":0,"added":1,"changed":8,"verified":20,"missing":1,"departed":0,"transferred":0,"conflicts":0,"risky":3,"unanswered":0}'::jsonb,
      'xlsx'
    from schools s, sender, newest_upload where s.n % 10 < 9;
  select setval(pg_get_serial_sequence('uploads', 'id'), (select max(id) from uploads));
  insert into change_sets (upload_id) select uploads.id from uploads, newest_upload where uploads.id > newest_upload.id and uploads.state <> 'needs_fix';
  update uploads set change_set_id = c.id from change_sets c, newest_upload
    where c.upload_id = uploads.id and uploads.id > newest_upload.id;
  insert into changes (change_set_id, upload_id, position, kind, risk, teacher_id, base_version, fields, sheet, row_number, sealed,
      content_hash, decision)
    select u.change_set_id, u.id, p, 'change', 4 + p % 3, null, 1, array['title'], 'Sheet1', p + 1, pool.changes,
      decode(md5(u.id || '-' || p), 'hex'), case when u.state = 'applied' then 'approve' end
    from newest_upload, uploads u cross join generate_series(1, 10) p join pool on pool.n = (u.id + p) % (select count(*) from pool)
    where u.id > newest_upload.id and u.change_set_id is not null;
  insert into events (unit_id, unit_path, subject, subject_id, action)
    select u.unit_id, u.unit_path, 'upload', u.id, (array['receive','find-clean','submit','approve','apply'])[e]
    from uploads u cross join generate_series(1, 5) e`;

/** Fills a migrated database that holds a province, a city and a county already; about two minutes for a million teachers. */
export async function fillRegistry(
  owner: Database,
  size: RegistrySize,
  say: (line: string) => void,
): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query(`set muster.scope = '/'; set synchronous_commit = off; set work_mem = '256MB'`);
    await layOutPools(owner, client);
    await several(client, treeOf(citiesOf(size.units)), size.units);
    say('units …');
    await inBulk(owner, ['teachers', 'teacher_revisions', 'changes', 'events'], async () => {
      await several(client, teachers, size.teachers);
      say('teachers and their versions …');
      await several(client, files);
      say('files, changes and events …');
    });
  } finally {
    client.release(true);
  }
}

/** Each statement by itself; `value` is what a statement with `$1` takes. */
async function several(client: Client, text: string, value?: number): Promise<void> {
  for (const statement of text.split(/;\s*\n/)) {
    if (statement.trim() === '') continue;
    await client.query(statement, statement.includes('$1') ? [value] : []);
  }
}

async function layOutPools(owner: Database, client: Client): Promise<void> {
  const pools = poolsOf(owner.keys);
  await client.query(
    'create temp table pool (n int primary key, numbers bytea, records bytea, changes bytea)',
  );
  await client.query(
    `insert into pool select n - 1, numbers, records, changes
     from unnest($1::bytea[], $2::bytea[], $3::bytea[]) with ordinality as x (numbers, records, changes, n)`,
    [pools.numbers, pools.records, pools.changes],
  );
  await client.query('create temp table names (n int primary key, name text)');
  await client.query(
    'insert into names select n - 1, name from unnest($1::text[]) with ordinality as x (name, n)',
    [pools.names],
  );
  await client.query('analyze pool, names');
}

/** An account at a unit, with the password of the bench. */
export const addAccount = (owner: Database, username: string, unit: { id: string; path: string }) =>
  asSystem(owner, async (tx) => {
    const password_hash = await hashPassword(password);
    return await saveAccount(tx, { username, password_hash, unit_id: unit.id, unit_path: unit.path });
  });
