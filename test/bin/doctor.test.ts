/** `muster doctor`: a registry that was worked on holds all its laws, and each thing done to it behind our back breaks the one that it should. */
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../bin/commands/doctor.ts';
import { type Law, laws } from '../../schemas/diagnosis.ts';
import { openWeb, type Web } from '../review-ui/web.ts';
import { teacherRecord } from '../setup/people.ts';
import { csvOf, enrolTeachers, rowsAt, sendIn } from '../setup/registry.ts';
import { approve, submit, uploadNow } from '../setup/working.ts';

let web: Web;
let owner: pg.Client;

beforeAll(async () => {
  web = await openWeb();
  const { db, places } = web;
  await enrolTeachers(db, places.school, [teacherRecord(1)]);
  await enrolTeachers(db, places.neighbour, [teacherRecord(2)]);
  const id = await sendIn(db, places.school, csvOf(rowsAt(places.school, 100, 2)));
  await web.check(id);
  await submit(db, places.school, id);
  await approve(db, places.county, id);
  await web.apply(id);
  expect((await uploadNow(db, id)).state).toBe('applied');
  owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await web.close();
});

const muster = (...args: string[]) => {
  const { ownerUrl, secret } = web.database;
  const env = { ...process.env, DATABASE_URL: ownerUrl, MUSTER_SECRET: secret };
  return spawnSync('node', ['bin/muster.js', 'doctor', ...args], { env, encoding: 'utf8' });
};

async function brokenLaws(): Promise<Law[]> {
  const broken: Law[] = [];
  for await (const { law, found } of examine(web.db)) if (found > 0) broken.push(law);
  return broken;
}

it('a registry that was worked on holds every law, in words and as JSON', () => {
  const { status, stdout } = muster();
  expect([status, stdout.split('\n').filter((line) => line.startsWith('好 holds')).length]).toEqual([
    0,
    Object.keys(laws).length,
  ]);
  const lines = muster('--json').stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).law).sort()).toEqual(Object.keys(laws).sort());
});

/** What somebody does who has all rights over the database, how it is taken back, and which laws that breaks. */
const harms: readonly (readonly [string, Law[], string, string])[] = [
  [
    'a second record in service for one document',
    ['one-active-record', 'history-leads-to-present', 'headcounts-are-true'],
    `drop index teachers_one_active;
     insert into teachers (unit_id, unit_path, identity_hash, name, id_type, status, sealed)
       select unit_id, unit_path, identity_hash, name, id_type, status, sealed from teachers where id = 1`,
    `delete from teachers where id = (select max(id) from teachers);
     create unique index teachers_one_active on teachers (identity_hash) where status = '在职'`,
  ],
  [
    'a version that no approved change made taken away',
    ['applied-once', 'history-leads-to-present'],
    `create table gone as select * from teacher_revisions where change_id is not null order by change_id limit 1;
     delete from teacher_revisions r using gone where r.change_id = gone.change_id`,
    'insert into teacher_revisions select * from gone; drop table gone',
  ],
  [
    'an applied file called approved',
    ['applied-once', 'applied-with-event', 'state-owes-its-work', 'trail-tells-the-state'],
    `update uploads set state = 'approved' where state = 'applied'`,
    `update uploads set state = 'applied' where state = 'approved'`,
  ],
  [
    'a transfer called carried out that was not',
    ['moved-once'],
    `insert into transfers (teacher_id, base_version, from_unit_id, from_path, to_unit_id, to_path, acting_unit_id, acting_path,
       route, state, side, origin, sealed, proposed_by, decided_by, decided_at)
     values (1, 1, 1, '/1/', 2, '/2/', 1, '/1/', 'within-county', 'carried_out', 'receiving', 'form', '', 1, 1, now())`,
    'delete from transfers',
  ],
  [
    'a school closed under its teachers',
    ['nobody-at-a-closed-unit'],
    'update units set closed_at = now() where id = (select unit_id from teachers where id = 1)',
    'update units set closed_at = null',
  ],
  [
    'a count that is off by one',
    ['headcounts-are-true'],
    'update headcounts set teachers = teachers + 1 where ctid = (select min(ctid) from headcounts)',
    'update headcounts set teachers = teachers - 1 where ctid = (select max(ctid) from headcounts)',
  ],
  [
    'work that nobody does',
    ['nothing-waits-for-ever', 'state-owes-its-work'],
    `update uploads set owes = 'check', received_at = now() - interval '1 day', submitted_at = null, reviewed_at = null`,
    'update uploads set owes = null',
  ],
  [
    'a step that no event tells of',
    ['trail-tells-the-state', 'trail-is-whole'],
    `update events set detail = jsonb_set(detail, '{to}', '"stuck"') where subject = 'upload' and action = 'apply'`,
    `update events set detail = jsonb_set(detail, '{to}', '"applied"') where subject = 'upload' and action = 'apply'`,
  ],
  [
    'a file lost',
    ['files-are-kept'],
    'create table lost as select * from upload_files; delete from upload_files',
    'insert into upload_files select * from lost; drop table lost',
  ],
  [
    'somebody enrolled where they do not serve',
    ['enrolled-in-service'],
    `insert into campaigns (year, name) values (2022, 'x');
     insert into enrolments (campaign_id, campaign_year, teacher_id, identity_hash, unit_id, unit_path, stage, subject, state, enrolled_by)
       select c.id, 2022, t.id, t.identity_hash, u.id, u.path, '小学', '语文', 'enrolled', 1
       from campaigns c, teachers t, units u where t.id = 1 and u.id <> t.unit_id order by u.id limit 1`,
    'delete from enrolments; delete from campaigns',
  ],
  [
    'a word given on nothing',
    ['word-with-its-count'],
    `insert into campaigns (year, name) values (2023, 'y');
     insert into submissions (campaign_id, step, unit_id, unit_path, state) select c.id, 'collection', u.id, u.path, 'submitted'
       from campaigns c, units u where c.year = 2023 order by u.id limit 1`,
    'delete from submissions; delete from campaigns where year = 2023',
  ],
  [
    'a word whose count was edited',
    ['word-with-its-count'],
    `insert into campaigns (year, name) values (2024, 'z');
     insert into submissions (campaign_id, step, unit_id, unit_path, state) select c.id, 'collection', u.id, u.path, 'accepted'
       from campaigns c, units u where c.year = 2024 order by u.id limit 1;
     insert into submission_snapshots (submission_id, unit_name, digest, counts, at)
       select id, 'x', '', '{"teachers": 3, "stages": {"小学": 2}}', now() from submissions;
     update submissions set snapshot_id = (select max(id) from submission_snapshots)`,
    'delete from submissions; delete from submission_snapshots; delete from campaigns where year = 2024',
  ],
  [
    'an event edited',
    ['trail-is-whole'],
    `update events set action = action || '-' where id = (select min(id) from events)`,
    `update events set action = rtrim(action, '-')`,
  ],
];

describe('done behind our back', () => {
  it.each(harms)('%s breaks %j', async (_what, broken, does, undoes) => {
    const asOwner = (text: string) =>
      owner.query(`begin; set local session_replication_role = replica; ${text}; commit`);
    await asOwner(does);
    expect((await brokenLaws()).sort()).toEqual([...broken].sort());
    await asOwner(undoes);
  });

  it('is named by the command, which then ends with 1', async () => {
    await owner.query(
      'update units set closed_at = now() where id = (select unit_id from teachers where id = 1)',
    );
    const { status, stdout } = muster();
    expect(status).toBe(1);
    expect(stdout).toContain('不符 broken: 3  已撤销的单位没有在职教师');
    expect(stdout).toContain('    teacher 1\n');
    await owner.query('update units set closed_at = null');
  });
});
