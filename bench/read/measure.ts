/** Measures one reader on one file in a process of its own: CPU, time and peak memory aren't shared with another. */
import { readFileSync } from 'node:fs';

type Read = (bytes: Buffer) => unknown;

/** How each reader is called at its best; loaded one at a time, so that none pays for another. */
const readers: Readonly<Record<string, () => Promise<Read>>> = {
  muster: async () => {
    const { readWorkbook } = await import('../../pipeline/read/read.ts');
    return (bytes) => readWorkbook(bytes);
  },
  exceljs: async () => {
    const { default: ExcelJS } = await import('exceljs');
    return (bytes) => new ExcelJS.Workbook().xlsx.load(Uint8Array.from(bytes).buffer);
  },
  sheetjs: async () => {
    const XLSX = await import('@e965/xlsx');
    return (bytes) => XLSX.read(bytes, { type: 'buffer', dense: true });
  },
  hucre: async () => {
    const { readXlsx } = await import('hucre');
    return (bytes) => readXlsx(bytes);
  },
  'read-excel-file': async () => {
    const { default: readFile } = await import('read-excel-file/node');
    return (bytes) => readFile(bytes);
  },
};

const [name = '', path = '', warmUps = '0', rounds = '1'] = process.argv.slice(2);
const load = readers[name];
if (!load) throw new Error(`no reader ${name}`);
const read = await load();
const bytes = readFileSync(path);
for (let i = 0; i < Number(warmUps); i++) await read(bytes);
const [cpu, start] = [process.cpuUsage(), performance.now()];
for (let i = 0; i < Number(rounds); i++) await read(bytes);
const { user, system } = process.cpuUsage(cpu);
const figures = {
  cpu_ms: (user + system) / 1000 / Number(rounds),
  wall_ms: (performance.now() - start) / Number(rounds),
  peak_mb: process.resourceUsage().maxRSS / 1000,
};
console.log(JSON.stringify(figures));
