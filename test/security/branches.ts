/** Two provinces that have nothing in common: one in which every table holds something, and one whose people may see none of it. */
import pg from 'pg';
import type { Database } from '../../database/connect.ts';
import { proposeExperts } from '../../database/experts.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { seal } from '../../database/seal.ts';
import { addWorld, type World } from '../browser/world.ts';
import { givePasswords, openWeb, program, type Web } from '../review-ui/web.ts';
import { enrolAt } from '../setup/enrolments.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { openQueueOf } from '../setup/queues.ts';
import { addPlace, addSchool, enrolTeachers, type Place } from '../setup/registry.ts';
import { startTestWorker } from '../setup/working.ts';

export type Tier = 'province' | 'city' | 'county' | 'school';

export interface Branches {
  readonly web: Web;
  /** Of the province at `web.places`. */
  readonly world: World;
  /** The other province, tier by tier. */
  readonly far: Readonly<Record<Tier, Place>>;
  /** The rows of the first province by table, as the server addresses them (ctid). */
  readonly strangers: ReadonlyMap<string, readonly string[]>;
  /** As the owner of the tables, whom no policy binds. */
  asOwner<Row extends pg.QueryResultRow>(query: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openBranches(): Promise<Branches> {
  let clock = new Date();
  const web = await openWeb({ now: () => clock });
  const queue = await openQueueOf('postgres', web.database);
  const worker = await startTestWorker(web.db, queue.place);
  const world = await addWorld({ web }, (time) => {
    clock = new Date(time);
  });
  await worker.close();
  await queue.stop();
  const owner = new pg.Pool({ connectionString: web.database.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  const asOwner: Branches['asOwner'] = async <Row extends pg.QueryResultRow>(
    query: string,
    values: readonly unknown[] = [],
  ) => (await owner.query<Row>(query, [...values])).rows;
  await fillTheRest(web, world, owner);
  const strangers = await placesOf(asOwner);
  const far = await addFar(web);
  const close = async () => {
    await owner.end();
    await web.close();
  };
  return { web, world, far, strangers, asOwner, close };
}

/** Every row there is, by table, as the server addresses it. */
async function placesOf(asOwner: Branches['asOwner']): Promise<Map<string, string[]>> {
  const tables = await asOwner<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  const places = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await asOwner<{ place: string }>(`select ctid::text as place from ${name}`);
    places.set(
      name,
      rows.map(({ place }) => place),
    );
  }
  return places;
}

const addFar = (web: Web): Promise<Branches['far']> =>
  asSystem(web.db, async (tx) => {
    const add = (above: Place | null, kind: 'province' | 'city' | 'county', name: string, code: string) =>
      addPlace(tx, { parent_id: above?.unit.id ?? null, kind, name, code });
    const province = await add(null, 'province', '远省', '990000');
    const city = await add(province, 'city', '远市', '999900');
    const county = await add(city, 'county', '远县', '999901');
    const school = await addSchool(tx, county, '远县小学', '2199000001');
    return { province, city, county, school };
  }).then(async (far) => {
    await givePasswords(web.db, Object.values(far));
    await enrolTeachers(web.db, far.school, [teacherRecord(900, { name: '远试一' })]);
    return far;
  });

/** What no page of the world has kept so far. */
async function fillTheRest(web: Web, world: World, owner: pg.Pool): Promise<void> {
  const { db, places } = web;
  const { school, neighbour, county, city, stranger } = places;
  const campaign = { id: world.campaign, year: 2022 };
  const teachers = await enrolTeachers(
    db,
    stranger,
    [80, 81].map((n) => teacherRecord(n)),
  );
  await enrolAt(db, campaign as Parameters<typeof enrolAt>[1], stranger, teachers.slice(0, 1));
  const at = ({ unit }: Place) => `${unit.id}, '${unit.path}'`;
  const by = (place: Place) => place.actor.account_id;
  // What the world has by now of its own stays as it is.
  await owner.query(`
    insert into enrolment_excuses (campaign_id, teacher_id, unit_id, unit_path, code, said_by)
      values (${campaign.id}, ${teachers[1]}, ${at(stranger)}, 'sick', ${by(stranger)}) on conflict do nothing;
    insert into absences (unit_id, unit_path, teacher_id, base_version, answer, upload_id, answered_by)
      select unit_id, unit_path, id, version, 'kept', ${world.uploads.ready}, ${by(neighbour)} from teachers
      where unit_id = ${neighbour.unit.id} limit 1 on conflict do nothing;
    insert into header_mappings (unit_id, unit_path, template, key, label, field, made_by)
      values (${at(neighbour)}, 'teacher', 'key', '公民身份号', 'id_number', ${by(neighbour)}) on conflict do nothing;
    insert into upload_edits (upload_id, step, sheet, row_number, column_number, sealed, made_by)
      values (${world.uploads.applied}, 1, '教师', 2, 1, '\\x00', ${by(neighbour)}) on conflict do nothing;
    insert into revert_refusals (upload_id, cells, sealed) values (${world.uploads.refused}, 1, '\\x00') on conflict do nothing;
    insert into openings (campaign_id, unit_id, unit_path, stage, opened_by)
      values (${campaign.id}, ${at(county)}, '小学', ${by(city)}) on conflict do nothing;
    insert into notice_reads (notice_id, account_id)
      select n.id, a.id from notices n join accounts a using (unit_id) limit 1 on conflict do nothing;
    insert into reminders (unit_id, unit_path, sender_unit_id, sent_on, step, account_id)
      values (${at(school)}, ${county.unit.id}, '2022-07-06', 'collection', ${by(county)}) on conflict do nothing;
    insert into former_passwords (account_id, password_hash, ended_at) values (${by(school)}, 'unused', now()) on conflict do nothing;
    insert into former_holders (account_id, unit_id, unit_path, name, held_since, held_until)
      values (${by(school)}, ${at(school)}, '赵六', now(), now()) on conflict do nothing;
    insert into second_factors (account_id, sealed, last_step) values (${by(school)}, '\\x00', 1) on conflict do nothing;
    insert into workers_seen (id, concurrency, in_hand, queue) values (gen_random_uuid(), 4, 0, 'redis') on conflict do nothing;
    insert into recovery_codes (account_id, code_hash) values (${by(school)}, '\\x00') on conflict do nothing;
  `);
  await owner.query(
    `insert into submission_reasons (submission_id, version, sealed) select id, 99, $1 from submissions limit 1
      on conflict do nothing`,
    [seal(db.keys, 'submission', '理由')],
  );
  await proposeExpert(db, county, campaign.id);
  await computePlan(web, city, campaign.id);
}

const proposeExpert = (db: Database, { actor, unit }: Place, campaign_id: string): Promise<string[]> =>
  inScope(db, actor.unit_path, (tx) =>
    proposeExperts(tx, actor, [
      {
        ...{ name: '张试90', id_type: '居民身份证', id_number: identityNumberOf(90), mobile: '15400000090' },
        ...{ email: null, campaign_id, level: '县级', workshop: null, teacher_id: null },
        ...{
          workplace: '甲县教研中心',
          county: unit.name,
          county_id: unit.id,
          stage: '小学',
          subject: '语文',
        },
        ...{ title: '高级', honours: null, capacity: 100, serves: null, upload_id: null },
      },
    ]),
  );

async function computePlan(web: Web, city: Place, campaign: string): Promise<void> {
  const { status } = await (await program(web, city)).post(`/staffing/${campaign}/compute`, { version: 0 });
  if (status >= 300) throw new Error(`the plan was answered ${status}`);
}
