/** A small world in which every page has something to show: files in many states, a review, moves, sign-offs, requests. */
import { enrolmentLines } from '../../database/enrolment-list.ts';
import { enrol } from '../../database/enrolments.ts';
import { setOpenings } from '../../database/openings.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { transferSheet } from '../../schemas/sheets/transfer.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { type Program, program } from '../review-ui/web.ts';
import { addOpeningPlaces, addTestCampaign } from '../setup/campaign.ts';
import { changeOfTeacher, keepChanges } from '../setup/change-sets.ts';
import { eventually } from '../setup/eventually.ts';
import { identityNumberOf, teacherRecord, teacherRow } from '../setup/people.ts';
import { addSchool, csvOf, enrolTeachers, type Place, rowsAt, sendIn } from '../setup/registry.ts';
import { approve, comesTo, submit } from '../setup/working.ts';
import type { Stage } from './stage.ts';

/** Where it is built: the application and its database, with a worker behind them. */
type Site = Pick<Stage, 'web'>;

/** What the addresses of the pages are made of: ids by what they are of. */
export interface World {
  readonly uploads: Readonly<
    Record<'submitted' | 'bad' | 'refused' | 'unread' | 'ready' | 'applied' | 'form', string>
  >;
  readonly sets: Readonly<Record<'review' | 'conflict' | 'applied', string>>;
  /** A change of the set in review. */
  readonly change: string;
  readonly teacher: string;
  readonly transfer: string;
  readonly campaign: string;
  readonly submission: string;
  /** Of a unit that hasn't given its word. */
  readonly unsubmitted: string;
  readonly digest: string;
  readonly enrolment: string;
  readonly bundle: string;
  /** Of the school in review, below the county. */
  readonly account: string;
  /** Of the county, with whole numbers. */
  readonly exported: string;
}

const idOf = ({ status, body }: { status: number; body: unknown }): string => {
  if (status >= 300) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
};

/** A file whose header nobody can read without asking. */
function unread(place: Place): Buffer {
  const [header = '', ...lines] = csvOf(rowsAt(place, 90, 2))
    .toString('utf8')
    .trimEnd()
    .split('\r\n');
  return Buffer.from([header.replace('证件号码', '公民身份号'), ...lines].join('\r\n'));
}

async function addFiles({ web: { db, places } }: Site, teachers: readonly string[]) {
  const send = async (place: Place, bytes: Buffer, state: Parameters<typeof comesTo>[2][number]) => {
    const id = await sendIn(db, place, bytes);
    const { change_set_id } = await comesTo(db, id, [state]);
    return { id, set: change_set_id ?? '' };
  };
  const rows = [
    teacherRow(1, { title: '高级', mobile: '15499990001', email: `${'long.'.repeat(12)}@example.com` }),
    teacherRow(2, { status: '离职', action: '离职' }),
    teacherRow(4),
    teacherRow(50, { action: '新增', name: '古丽娜尔·阿卜杜热西提·买买提' }),
    teacherRow(60, { action: '调入' }),
  ];
  const applied = await send(places.stranger, csvOf(rowsAt(places.stranger, 70, 3)), 'ready');
  await submit(db, places.stranger, applied.id);
  await approve(db, places.otherCounty, applied.id);
  await comesTo(db, applied.id, ['applied']);
  const review = await send(places.school, csvOf(rows), 'ready');
  await submit(db, places.school, review.id);
  const wrong = csvOf([teacherRow(60, { subject: '物理', birth_date: '1990-01-01' })]);
  const bad = await send(places.neighbour, wrong, 'needs_fix');
  const refused = await send(places.neighbour, Buffer.from('not a table at all'), 'refused');
  const asking = await send(places.neighbour, unread(places.neighbour), 'refused');
  const ready = await send(places.neighbour, csvOf(rowsAt(places.neighbour, 61, 2)), 'ready');
  const third = await asSystem(db, (tx) => addSchool(tx, places.county, '甲县第三小学', '2137000009'));
  const [of = ''] = teachers;
  const cells = { title: { base: '二级', old: '一级', new: '高级' } };
  const conflict = await keepChanges(db, third, [
    changeOfTeacher(1, of, { kind: 'conflict', risk: 1, cells }),
    changeOfTeacher(3, teachers[2] ?? '', { cells: { title: { old: '一级', new: '高级' } } }),
  ]);
  return {
    uploads: {
      ...{ submitted: review.id, bad: bad.id, refused: refused.id, unread: asking.id },
      ...{ ready: ready.id, applied: applied.id },
    },
    sets: { review: review.set, conflict: conflict.set, applied: applied.set },
  };
}

async function addBundle(county: Program, { web: { places } }: Site): Promise<string> {
  const nobodys = teacherRow(95, {}, { school_code: null, school_name: '三小' });
  const archive = zipOf([
    { name: '第二小学.csv', content: csvOf(rowsAt(places.neighbour, 40, 3)) },
    { name: '坏.csv', content: csvOf(rowsAt(places.school, 44, 1)), crc: 1 },
    { name: '无名.csv', content: csvOf([nobodys]) },
  ]);
  return idOf(await county.upload(Uint8Array.from(archive), '甲县.zip', {}, '/bundles'));
}

/** A workbook of one transfer, as far as it is read. */
async function addForm(county: Program, { web: { db } }: Site): Promise<string> {
  const cells = {
    ...{ name: '张试4', id_type: '居民身份证', id_number: identityNumberOf(4), reason: '工作需要' },
    ...{ from_school: '甲县实验小学', to_school: '甲县第二小学', effective_date: '2022-07-01' },
    ...{ stage: '小学', subject: '数学', is_rural: '否' },
  };
  const columns = Object.entries(transferSheet.columns);
  const line = (of: (field: string, label: string) => string) =>
    columns.map(([field, { label }]) => of(field, label.zh)).join(',');
  const known: Readonly<Record<string, string>> = cells;
  const text = `\uFEFF${line((_, label) => label)}\r\n${line((field) => known[field] ?? '')}\r\n`;
  const sent = await county.upload(Uint8Array.from(Buffer.from(text)), '调动.csv', { template: 'transfer' });
  const id = idOf(sent);
  await comesTo(db, id, ['ready']);
  return id;
}

async function addSubmission(county: Program, campaign: string, below: readonly Place[], own: Place) {
  for (const { unit } of below) {
    await county.post(`/submissions/${campaign}-collection-${unit.id}/excuse`, { reason: '学校已停办' });
  }
  const submission = `${campaign}-collection-${own.unit.id}`;
  const answer = await county.post(`/submissions/${submission}/submit`);
  idOf(answer);
  return { submission, digest: (answer.body as { digest: string }).digest };
}

/** A teacher of the school who is enrolled, in a stage that the city and the county have opened. */
async function addEnrolment(
  { web }: Site,
  campaign: Campaign,
  teacher_id: string,
  now: Date,
): Promise<string> {
  const { db, places } = web;
  const { actor, unit } = places.school;
  for (const { actor: opener } of [places.city, places.county]) {
    const everything = { units: 'all', stages: 'all', open: true } as const;
    await inScope(db, opener.unit_path, (tx) => setOpenings(tx, opener, campaign, everything, now));
  }
  return await inScope(db, actor.unit_path, async (tx) => {
    await enrol(tx, actor, campaign, unit, [{ teacher_id, stage: '小学', subject: '语文' }], { at: now });
    const { lines } = await enrolmentLines(tx, campaign, unit.id, { standing: 'enrolled', limit: 1 });
    return lines[0]?.enrolment?.id ?? '';
  });
}

/** One whose file is there. */
async function addExport(county: Program): Promise<string> {
  const wish = { kind: 'roster', format: 'xlsx', numbers: 'full', reason: '报送名册' };
  const id = idOf(await county.post('/exports', wish));
  await eventually(
    async () => (await county.get(`/exports/${id}`)).body as { state: string },
    ({ state }) => state === 'ready',
  );
  return id;
}

/** `clock` is set to days at which the collection is open, and then to one after it, for who is late. */
export async function addWorld(stage: Site, setClock: (time: string) => void): Promise<World> {
  const { web } = stage;
  const { db, places } = web;
  setClock('2022-07-05T09:00:00+08:00');
  const teachers = await enrolTeachers(
    db,
    places.school,
    [1, 2, 3, 4, 5].map((n) => teacherRecord(n)),
  );
  const neighbours = [60, 61, 62, 63].map((n) => teacherRecord(n));
  await enrolTeachers(db, places.neighbour, neighbours);
  const files = await addFiles(stage, teachers);
  const planned = await addTestCampaign(db, places);
  const campaign = planned.id;
  const [county, otherCounty, neighbour] = await Promise.all(
    [places.county, places.otherCounty, places.neighbour].map((place) => program(web, place)),
  );
  if (!county || !otherCounty || !neighbour) throw new Error('nobody is signed in');
  const bundle = await addBundle(county, stage);
  const form = await addForm(county, stage);
  const { body } = await county.get(`/change-sets/${files.sets.review}`);
  const [change] = (body as { changes: { id: string }[] }).changes;
  const said = await addSubmission(otherCounty, campaign, [places.stranger], places.otherCounty);
  await addOpeningPlaces(db, places);
  const move = {
    ...{ id_type: '居民身份证', id_number: identityNumberOf(5), name: '张试5', reason: '工作需要' },
    ...{ stage: '小学', subject: '数学', is_rural: 'no', effective_date: '2022-07-01' },
  };
  const transfer = idOf(await neighbour.post('/transfers', move));
  const exported = await addExport(county);
  setClock('2022-07-06T12:00:00+08:00');
  const more = { step: 'collection', until: '2022-07-07', reason: '停电一天' };
  idOf(await neighbour.post(`/campaigns/${campaign}/extensions`, more));
  const enrolment = await addEnrolment(
    stage,
    planned,
    teachers[3] ?? '',
    new Date('2022-07-06T12:00:00+08:00'),
  );
  return {
    uploads: { ...files.uploads, form },
    ...{ sets: files.sets, change: change?.id ?? '' },
    ...{
      ...said,
      teacher: teachers[0] ?? '',
      account: places.school.actor.account_id,
      transfer,
      campaign,
      bundle,
      enrolment,
      exported,
    },
    unsubmitted: `${campaign}-collection-${places.county.unit.id}`,
  };
}
