/** What others wrote is shown on every page and stands in every file, and is obeyed by neither a browser nor a spreadsheet. */
import Papa from 'papaparse';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Archive } from '../../pipeline/read/zip.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { openStage, type Stage } from '../browser/stage.ts';
import { addWorld } from '../browser/world.ts';
import { type Operation, operationsOf } from './api.ts';
import type { Branches } from './branches.ts';
import { addressOf, type Choose, lackOf } from './filling.ts';
import { type Ids, idOfNothing, idsBelow } from './foreign.ts';
import { mark, plant } from './planted.ts';
import { visitorOf } from './visitor.ts';

/** Not ours to look at here: a stream, and a page that is one file with its script, which its own policy names by digest. */
const others: Readonly<Record<string, true>> = { '/events': true, '/checker': true };
const tiers = ['neighbour', 'county', 'province'] as const;

let stage: Stage;
let operations: readonly Operation[];
let ids: Ids;
beforeAll(async () => {
  let clock = new Date();
  stage = await openStage({ now: () => clock });
  const { web } = stage;
  const world = await addWorld(stage, (time) => {
    clock = new Date(time);
  });
  clock = new Date('2022-07-05T10:00:00+08:00');
  await plant(web, world);
  operations = (await operationsOf(web)).filter(
    (operation) => operation.method === 'get' && lackOf(operation) === null && !(operation.path in others),
  );
  const owner = new pg.Client({ connectionString: web.database.ownerUrl });
  await owner.connect();
  const asOwner: Branches['asOwner'] = async <Row extends pg.QueryResultRow>(
    query: string,
    values: readonly unknown[] = [],
  ) => (await owner.query<Row>(query, [...values])).rows;
  ids = await idsBelow({ asOwner, world }, web.places.county.unit.path, '/none/');
  await owner.end();
}, 180_000);
afterAll(() => stage.close());

/** Every address of the published description, with each of the newest records that it may be of. */
function addresses(): string[] {
  const choices = [0, 1, 2, 3].map(
    (nth): Choose =>
      (kind) =>
        ids[kind].at(-1 - nth) ?? idOfNothing(kind),
  );
  const all = operations.flatMap((operation) => choices.map((choose) => addressOf(operation, choose)));
  return [...new Set(all)].filter((path) => !path.includes('987654321'));
}

/** What a page holds that only what was sent in could have put there. */
const obeyed = `[
  ...(window.ran === undefined ? [] : ['a script ran']),
  ...(document.querySelector('script:not([src])') ? ['a script in the page'] : []),
  ...(document.querySelector('img[src="x"]') ? ['an image'] : []),
  ...[...document.querySelectorAll('*')].flatMap((each) =>
    [...each.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => 'an attribute ' + name)),
  ...[...document.querySelectorAll('[href], [action], [formaction], [src]')].flatMap((each) =>
    [each.href, each.action, each.formAction, each.src].filter((to) => /^\\s*(javascript|data:text|vbscript)/i.test(to)).map((to) => 'a link to ' + to)),
]`;

it('no page runs, links to, or takes for markup what others wrote', async () => {
  const faults: string[] = [];
  const shown = new Set<string>();
  await Promise.all(
    tiers.map(async (who) => {
      const page: Page = await stage.signedIn(stage.web.places[who]);
      page.on('dialog', (dialog) => faults.push(`${page.url()}: a dialog ${dialog.message()}`));
      for (const path of addresses()) {
        const answer = await page.request.get(path, { headers: { accept: 'text/html' }, maxRedirects: 0 });
        const isPage =
          answer.headers()['content-type']?.startsWith('text/html') === true && answer.status() === 200;
        if (!isPage) continue;
        await page.goto(path);
        const found = await page.evaluate<string[]>(obeyed);
        faults.push(...found.map((fault) => `${path} as ${who}: ${fault}`));
        if ((await page.evaluate<string>('document.documentElement.outerHTML')).includes(mark))
          shown.add(path.replace(/\d+/g, 'N'));
      }
      const cookies = await page.context().cookies();
      expect(cookies.map(({ name }) => name)).not.toContain('planted');
    }),
  );
  expect(faults).toEqual([]);
  expect(stage.complaints.filter((said) => /Content Security Policy|Error:/.test(said))).toEqual([]);
  // It would prove little if what was sent in stood on hardly any page.
  expect([...shown].sort()).toEqual(
    expect.arrayContaining([
      '/accounts',
      '/audit',
      '/change-sets/N',
      '/exports/N',
      '/teachers',
      '/transfers/N',
      '/units',
      '/uploads',
      '/uploads/N',
    ]),
  );
}, 300_000);

/** As a spreadsheet takes them, however the cell was meant. */
const isCalculated = (cell: string): boolean => /^[=+\-@\r＝＋－＠]|^\t\D/.test(cell.replaceAll('\0', ''));

function calculatedIn(bytes: Buffer): string[] {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') {
    const { data } = Papa.parse<string[]>(bytes.toString('utf8').replace(/^\uFEFF/, ''), { delimiter: ',' });
    return data.flat().filter(isCalculated);
  }
  const archive = new Archive(bytes, defaultReadLimits);
  return [...archive.names].flatMap((name) => {
    const content = archive.read(name) ?? Buffer.alloc(0);
    if (/\.(csv|xlsx)$/.test(name)) return calculatedIn(content);
    if (!/worksheets\/.*\.xml$/.test(name)) return [];
    // Our own formulas lead to a cell of the same file.
    const formulas = content.toString('utf8').match(/<f>.*?<\/f>/g) ?? [];
    return formulas.filter((formula) => formula.includes(mark) || !/HYPERLINK\((&quot;|")#/.test(formula));
  });
}

it('no cell of any file is calculated', async () => {
  const faults: string[] = [];
  const holding = new Set<string>();
  for (const who of [...tiers, 'city'] as const) {
    const visitor = await visitorOf(stage.web, stage.web.places[who]);
    for (const path of addresses()) {
      if (!/\.(csv|xlsx|zip)$|\/file$/.test(path)) continue;
      const period = path.includes('compare') ? '?from=2022-01-01&to=2022-07-05' : '';
      const answer = await visitor.browser.request(path + period);
      if (answer.status !== 200) continue;
      const bytes = Buffer.from(await answer.arrayBuffer());
      faults.push(...calculatedIn(bytes).map((cell) => `${path} for ${who}: ${cell}`));
      holding.add(path.replace(/\d+/g, 'N'));
    }
  }
  expect(faults).toEqual([]);
  expect(holding.size).toBeGreaterThan(10);
}, 300_000);
