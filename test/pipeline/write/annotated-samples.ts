/** The sample files that can be read, as uploads of the school that they are made for. */
import { readdirSync, readFileSync } from 'node:fs';
import { examine } from '../../../pipeline/examine.ts';
import { readDemo } from '../../../samples/demo.ts';
import { RefusedFile } from '../../../schemas/refusal.ts';
import { context, school } from '../builders.ts';

const unit = readDemo().units.find(({ code }) => code === '2137000101') ?? school;
export const atSampleSchool = context({
  ...{ template: null, today: '2022-07-10' },
  unit: { ...unit, id: '2137000101', path: '/1/17/230/', parent_id: '17' },
});

/** What can't be read has no annotated workbook. */
function isReadable(bytes: Uint8Array): boolean {
  try {
    return examine(bytes, atSampleSchool).rows.length > 0;
  } catch (error) {
    if (error instanceof RefusedFile) return false;
    throw error;
  }
}

const samples = new URL('../../../samples/', import.meta.url);
const folders = readdirSync(samples).filter((folder) => folder === 'workbooks' || folder === 'messy');

export const readableSamples = folders.flatMap((folder) => {
  const url = new URL(`${folder}/`, samples);
  const files = readdirSync(url).filter((file) => !/\.(json|md)$/.test(file));
  return files
    .map((file) => ({ file, url: new URL(file, url) }))
    .filter(({ url }) => isReadable(readFileSync(url)));
});
