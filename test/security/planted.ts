/** Texts that would be obeyed where they are shown or opened carelessly, sent in by forms and a workbook, as people could. */
import { asSystem } from '../../database/scope.ts';
import type { World } from '../browser/world.ts';
import { zipOf } from '../pipeline/read/archive.ts';
import { password, program, signIn, type Web } from '../review-ui/web.ts';
import { identityNumberOf, teacherRecord, teacherRow } from '../setup/people.ts';
import { addSchool, csvOf, enrolTeachers } from '../setup/registry.ts';

/** Stands in every one of them. */
export const mark = 'ran=7';

const script = `<script>window.${mark}</script>`;
const image = `'><img src=x onerror=window.${mark}>`;
const handler = `x" onmouseover="window.${mark}" autofocus onfocus="window.${mark}`;
const link = `javascript:window.${mark}`;
const formula = `=HYPERLINK("https://elsewhere.example/?${mark}")`;
/** For where there is some room. */
const some = [script, image, link].join(' ');
/** For where there is more. */
const all = [
  script,
  image,
  handler,
  link,
  formula,
  '{{7*7}}',
  `'-- ; drop table units`,
  'x\r\nSet-Cookie: planted=1',
  `\u202Egnp.exe ${mark}`,
  '</textarea></title></script>',
].join(' ');

/** Sends them in. Throws where one that people may write was refused: it would be looked for in vain. */
export async function plant(web: Web, { campaign, sets, teacher }: World): Promise<void> {
  const { places } = web;
  const [county, school, neighbour] = await Promise.all(
    [places.county, places.school, places.neighbour].map((place) => program(web, place)),
  );
  if (!county || !school || !neighbour) throw new Error('nobody is there');
  const late = await asSystem(web.db, (tx) => addSchool(tx, places.county, '甲县第七小学', '2137000017'));
  // Names that no rule would let in, should the rules change one day.
  await enrolTeachers(web.db, places.school, [
    teacherRecord(300, { name: script }),
    teacherRecord(301, { name: formula }),
    teacherRecord(302, { name: `@${mark}`, email: `+${mark}@example.com` }),
  ]);
  const rows = [
    teacherRow(61, { name: script, email: image }),
    teacherRow(62, { name: `-${mark}`, subject: formula as '语文' }),
    teacherRow(63, { name: handler, mobile: link }),
  ].map((row) => ({ ...row, school_code: '2137000002', school_name: '甲县第二小学' }));
  const archive = zipOf([{ name: `${image}.csv`.replaceAll('/', ''), content: csvOf(rows) }]);
  const person = await signIn(web, places.county);
  const unit = {
    kind: 'school',
    school_kind: '211',
    stages: ['小学'],
    sector: '公办',
    urban_rural_class: '111',
  };
  const move = {
    ...{ id_type: '居民身份证', id_number: identityNumberOf(3), name: '张试3', reason: some },
    ...{ stage: '小学', subject: '数学', is_rural: 'no', effective_date: '2022-07-01' },
  };
  const sent: Readonly<Record<string, Promise<{ status: number }>>> = {
    file: neighbour.upload(Uint8Array.from(csvOf(rows)), `${image}.csv`),
    bundle: county.upload(Uint8Array.from(archive), `${image}.zip`, {}, '/bundles'),
    unit: county.post('/units', { parent: places.county.unit.id, name: script, code: '2137000018', ...unit }),
    account: county.post('/accounts', {
      ...{ unit: places.neighbour.unit.id, username: 'planted', name: script },
      ...{ mobile: '15400001234', email: '' },
    }),
    transfer: neighbour.post('/transfers', move),
    extension: school.post(`/campaigns/${campaign}/extensions`, {
      ...{ step: 'collection', until: '2022-07-10', reason: all },
    }),
    excuse: county.post(`/submissions/${campaign}-collection-${late.unit.id}/excuse`, { reason: all }),
    reveal: county.post(`/teachers/${teacher}/reveals`, { reason: handler }),
    export: county.post('/exports', { kind: 'roster', format: 'csv', numbers: 'full', reason: some }),
    handover: school.post('/handover', { name: script, mobile: '15400001235', email: '' }),
    token: person.post('/tokens/new', { label: image, reach: 'reading', days: '7', password }),
    change: county.post(`/change-sets/${sets.conflict}/return`, { reason: all }),
    plan: (await program(web, places.city)).post(`/staffing/${campaign}/compute`, { version: 0 }),
    mapping: neighbour.upload(
      Uint8Array.from(Buffer.from(`姓名,${script},${formula.replaceAll('"', '')}\r\n张试1,1,2\r\n`)),
      `${link}.csv`,
    ),
  };
  const refused: string[] = [];
  for (const [what, answer] of Object.entries(sent)) {
    const { status } = await answer;
    if (status >= 400) refused.push(`${what}: ${status}`);
  }
  if (refused.length > 0) throw new Error(refused.join(', '));
}
