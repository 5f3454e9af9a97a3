/** The offline checker in a real Chromium: the server's verdicts, on this computer alone. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { read, write } from '@e965/xlsx';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contextOf } from '../../pipeline/context.ts';
import { examine } from '../../pipeline/examine.ts';
import { packed, zipOf } from '../../samples/spreadsheet/zip.ts';
import { RefusedFile } from '../../schemas/refusal.ts';
import { teacherFields } from '../../schemas/sheets/teacher.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { openWeb, type Web } from '../review-ui/web.ts';
import { openBrowser } from '../setup/browser.ts';
import { teacherRow } from '../setup/people.ts';
import { csvOf } from '../setup/registry.ts';
import { seriousFaults } from './stage.ts';

// Each opens a browser of its own, and a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'checker-'));
const saved = path.join(folder, '师册离线检查.html');
let web: Web;
let chromium: Browser;
let context: BrowserContext;
let page: Page;
/** Every address that the page, once it is opened from the disk, asked anybody for. */
const requests: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  web = await openWeb();
  chromium = await openBrowser();
  const answer = await fetch(`${web.url}/checker`);
  writeFileSync(saved, await answer.text());
  context = await chromium.newContext({ offline: true });
  page = await watched(context);
  await page.goto(pathToFileURL(saved).href);
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await web.close();
  await rm(folder, { recursive: true });
});

async function watched(within: BrowserContext): Promise<Page> {
  const opened = await within.newPage();
  opened.on('request', (request) => requests.push(request.url()));
  opened.on('pageerror', (error) => complaints.push(error.message));
  opened.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return opened;
}

interface Found {
  readonly refused?: string;
  readonly rows?: number;
  readonly issues?: readonly string[];
}

const samples = ['workbooks', 'messy'].flatMap((name) =>
  readdirSync(path.join(root, 'samples', name))
    .filter((file) => !file.endsWith('.json'))
    .map((file) => `samples/${name}/${file}`),
);

/** What the server says of the same bytes, without a registry. */
function expected(bytes: Uint8Array): Found {
  const policy = { allow_test_ids: true, rural_classes: nationalReading, limits: defaultReadLimits };
  const file = { template: null, unit: null, stamp_key: null };
  try {
    const { rows, issues } = examine(bytes, contextOf(policy, file, new Date()));
    return {
      rows: rows.length,
      issues: issues.map(({ rule, severity, sheet, row, column }) =>
        [rule, severity, sheet, row ?? '', column ?? ''].join(' '),
      ),
    };
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    return { refused: error.refusal.code };
  }
}

/** Whose parts say that they unpack to a thousand bytes, and unpack to 256 MiB. */
function bomb(): Uint8Array {
  const body = deflateRawSync(Buffer.alloc(256 * 1024 * 1024));
  return zipOf(
    ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'].map((name) => ({
      ...packed(name, 'x'.repeat(1_000)),
      body,
    })),
  );
}

/** 100,000 teachers in one file, within the limit of its size. */
const largeCsv = (): Buffer =>
  csvOf(
    Array.from({ length: 100_000 }, (_, n) =>
      teacherRow(n, {}, { school_code: '2137000001', school_name: '甲' }),
    ),
    teacherFields.filter((field) => !['email', 'ethnicity'].includes(field)),
  );

/** Run in the page: the latest file's findings as they stand in its table. */
const shownIssues = `[...document.querySelector('.checked-file').querySelectorAll('.findings tbody tr')].map(
  ({ dataset: { rule, severity, sheet, row = '', column = '' } }) => [rule, severity, sheet, row, column].join(' '))`;

const ended = '[data-refusal], [data-rows], .notice.error';

/** Gives the page a file as a person does, and reads what it then shows. */
async function found(name: string, bytes: Uint8Array, within: Page = page): Promise<Found> {
  await within.setInputFiles('input[type=file]', {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  });
  const section = within.locator('.checked-file').first();
  await section.locator(ended).first().waitFor({ timeout: 60_000 });
  const refusal = section.locator('[data-refusal]');
  const isRefused = (await refusal.count()) > 0;
  while ((await section.locator('.more button').count()) > 0) await section.locator('.more button').click();
  const shown = isRefused
    ? { refused: await refusal.getAttribute('data-refusal') }
    : {
        rows: Number(await section.locator('[data-rows]').getAttribute('data-rows')),
        issues: await within.evaluate(shownIssues),
      };
  await section.locator('.page-head button').click();
  return shown as Found;
}

describe('opened from a disk, with the network cut', () => {
  it.each(samples)('%s: the verdict of the server', async (sample) => {
    const bytes = readFileSync(path.join(root, sample));
    expect(await found(path.basename(sample), bytes)).toEqual(expected(bytes));
  });

  it('a workbook of Excel 97: the verdict of the server', async () => {
    const sample = readFileSync(path.join(root, 'samples/workbooks/break-every-rule.xlsx'));
    const bytes: Buffer = write(read(sample), { type: 'buffer', bookType: 'biff8' });
    const verdict = expected(bytes);
    expect(verdict.rows).toBe(50);
    expect(await found('old.xls', bytes)).toEqual(verdict);
  });

  it('a small archive whose parts unpack to far more than they say: refused', async () => {
    expect(await found('bomb.xlsx', bomb())).toEqual({ refused: 'damaged' });
  });

  it('100,000 rows: the page answers while they are read, and says how many there were', async () => {
    await page.setInputFiles('input[type=file]', {
      name: 'large.csv',
      mimeType: 'text/csv',
      buffer: largeCsv(),
    });
    const section = page.locator('.checked-file').first();
    await section.locator('text=正在检查').waitFor();
    // Answered by the page's own thread, while the worker has not ended.
    await page.click('.top-actions button[lang=en]');
    await page.locator('h1', { hasText: 'Offline check' }).waitFor();
    expect(await section.locator('[data-rows]').count()).toBe(0);
    await section.locator('[data-rows="100000"]').waitFor({ timeout: 120_000 });
    expect(await section.locator('.findings tbody tr').count()).toBe(200);
    await page.click('.top-actions button[lang=zh-CN]');
    await section.locator('.page-head button').click();
  }, 180_000);

  it('after all that: nothing was asked of anybody, and the browser has not complained', () => {
    const [opened, ...others] = requests.filter((url) => !url.startsWith('data:'));
    expect(opened).toBe(pathToFileURL(saved).href);
    expect(others.filter((url) => !url.startsWith('blob:null/'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('a script on the page that wants to send something: stopped by the policy', async () => {
    const address = `${web.url}/healthz`;
    const online = await chromium.newContext();
    const other = await online.newPage();
    await other.goto(pathToFileURL(saved).href);
    const sent = await other.evaluate(
      `fetch(${JSON.stringify(address)}, { mode: 'no-cors' }).then(() => 'sent', () => 'stopped')`,
    );
    expect(sent).toBe('stopped');
    await online.close();
  });
});

describe('served', () => {
  it('to anybody, with a policy that names its script and style by their digests and nothing else', async () => {
    const answer = await fetch(`${web.url}/checker`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy.replace(/'sha256-[\w+/]{43}='/g, 'DIGEST').split('; ')).toEqual([
      "default-src 'none'",
      'script-src DIGEST',
      'style-src DIGEST',
      'worker-src blob:',
      'img-src data:',
      "connect-src 'none'",
      "form-action 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it('the sign-in page leads to it', async () => {
    const html = await (await fetch(`${web.url}/sign-in`, { headers: { accept: 'text/html' } })).text();
    expect(html).toContain('href="/checker?lang=zh"');
  });

  it('asked to be kept: comes as a file', async () => {
    const { headers } = await fetch(`${web.url}/checker?save=1`);
    expect(headers.get('content-disposition')).toContain('attachment');
  });

  it.each([
    ['zh', 1280],
    ['zh', 390],
    ['en', 1280],
    ['en', 390],
  ] as const)('%s, %i px wide: no serious fault, and no wider than the screen', async (language, width) => {
    const other = await chromium.newContext({ viewport: { width, height: 860 } });
    const tab = await watched(other);
    await tab.goto(`${web.url}/checker?lang=${language}`);
    for (const name of ['clean.xlsx', 'break-every-rule.xlsx']) {
      await tab.setInputFiles('input[type=file]', path.join(root, 'samples/workbooks', name));
      await tab.locator(`[data-file="${name}"] [data-rows]`).waitFor();
    }
    await tab.setInputFiles('input[type=file]', path.join(root, 'samples/messy/encrypted.xlsx'));
    await tab.locator('[data-refusal=encrypted]').waitFor();
    expect(await seriousFaults(tab)).toEqual([]);
    expect(
      await tab.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0);
    // No whole document number stands anywhere on the page.
    expect(await tab.evaluate('document.body.innerText.match(/\\d{17}[\\dXx]/g)')).toBeNull();
    await other.close();
    expect(complaints).toEqual([]);
  });
});
