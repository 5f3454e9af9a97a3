import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { savedByLibreOffice } from '../../setup/libreoffice.ts';
import { type Answers, exceljsSays, hucreSays, type Library, oursSays, sheetjsSays } from './libraries.ts';
import { type Feature, features } from './variant-package.ts';
import { type Kind, type Variant, variants } from './variants.ts';

// Hundreds of files and four other readers; no test of speed.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const SAMPLES = 200;
const workbooks = fc.sample(variants, { seed: 379903, numRuns: SAMPLES });

type Other = Library | 'LibreOffice';

/** Cells that another reader takes for something else, and why our answer stands. */
const cellsOf: Readonly<Partial<Record<Kind, Partial<Record<Other, string>>>>> = {
  // Doesn't know the built-in formats of East Asia.
  'chinese-date': { exceljs: 'a day count' },
  // Repeats a merged value in every cell: one teacher would become six.
  covered: { exceljs: 'the value of the merge' },
};

/** Packages that another reader can't read at all, or must not be asked to. */
const packagesOf: Readonly<Partial<Record<Feature, Partial<Record<Other, string>>>>> = {
  // Requires what the standard makes optional.
  'no-references': { exceljs: 'throws' },
  // Takes a prefix for a part of the name.
  prefixed: { exceljs: 'throws' },
  // Looks for the end of the data in the header, which doesn't say it.
  'stored-sizes-behind': { SheetJS: 'throws' },
};

/** Never asked: it doesn't come back. */
const unasked: Readonly<Partial<Record<Other, readonly Feature[]>>> = {
  exceljs: ['whole-columns'],
};

const readers: Readonly<Record<Library, (bytes: Buffer) => Promise<Answers>>> = {
  exceljs: exceljsSays,
  SheetJS: sheetjsSays,
  hucre: hucreSays,
};

let saved: readonly Buffer[] = [];
beforeAll(async () => {
  saved = await savedByLibreOffice(workbooks.map(({ bytes }) => bytes));
});

const wanted = ({ says }: Variant): Record<string, string> =>
  Object.fromEntries([...says].flatMap(([where, { text }]) => (text === '' ? [] : [[where, text]])));

/** Where a reader says something else, by how the cell is stored; `package` when it can't read the file. */
async function differences(variant: Variant, ask: () => Promise<Answers>): Promise<(Kind | 'package')[]> {
  const theirs = await ask().catch(() => undefined);
  if (!theirs) return ['package'];
  const places = new Set([...variant.says.keys(), ...theirs.keys()]);
  return [...places].flatMap((where) => {
    const { text = '', kind = 'blank' } = variant.says.get(where) ?? {};
    return text === (theirs.get(where) ?? '') ? [] : [kind];
  });
}

test('the samples have every way to build a package, alone and together', () => {
  for (const feature of features) {
    expect(workbooks.filter((variant) => variant.features.has(feature)).length).toBeGreaterThan(20);
  }
});

test('every cell of every workbook is read as it was written', () => {
  for (const variant of workbooks)
    expect(Object.fromEntries(oursSays(variant.bytes))).toEqual(wanted(variant));
});

test.each<Other>(['exceljs', 'SheetJS', 'hucre', 'LibreOffice'])(
  '%s reads every cell as we do, or the table says why not',
  async (other) => {
    const met = new Set<string>();
    for (const [at, variant] of workbooks.entries()) {
      if (unasked[other]?.some((feature) => variant.features.has(feature))) continue;
      const ask = (): Promise<Answers> =>
        other === 'LibreOffice' ? hucreSays(saved[at] ?? Buffer.of()) : readers[other](variant.bytes);
      for (const kind of await differences(variant, ask)) {
        const reasons =
          kind === 'package'
            ? [...variant.features].filter((feature) => packagesOf[feature]?.[other])
            : cellsOf[kind]?.[other]
              ? [kind]
              : [];
        if (reasons.length === 0) met.add(`unexplained: ${kind} in ${[...variant.features].join(', ')}`);
        for (const reason of reasons) met.add(reason);
      }
    }
    const explained = [...Object.entries(cellsOf), ...Object.entries(packagesOf)]
      .filter(([, others]) => others[other])
      .map(([name]) => name);
    expect([...met].toSorted()).toEqual(explained.toSorted());
  },
);
