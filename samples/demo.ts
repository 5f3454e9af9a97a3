/** The demo province as data: its committed CSV files, read and checked. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { z } from 'zod';
import {
  type RecordField,
  recordFields,
  type TeacherRecord,
  teacherSheet,
} from '../schemas/sheets/teacher.ts';
import { stages } from '../schemas/subject.ts';
import {
  schoolKinds,
  sectors,
  tiers,
  type UrbanRuralClass,
  unitKinds,
  urbanRuralClasses,
} from '../schemas/unit.ts';

const values = <V extends string>(list: readonly { readonly value: V }[]): V[] =>
  list.map(({ value }) => value);
const blank = z.literal('').transform(() => null);
const orBlank = <S extends z.ZodType>(schema: S) => z.union([blank, schema]);

const divisionSchema = z.object({
  code: z.string().regex(/^37\d{4}$/),
  level: z.enum(['province', 'city', 'county']),
  name: z.string().min(1),
  parent_code: orBlank(z.string()),
});

const unitSchema = z.object({
  code: z.string().min(1),
  parent_code: orBlank(z.string()),
  kind: z.enum(Object.keys(unitKinds) as (keyof typeof unitKinds)[]),
  name: z.string().min(1),
  school_kind: orBlank(z.enum(values(schoolKinds))),
  stages: z
    .string()
    .transform((text) => (text === '' ? [] : text.split(';')))
    .pipe(z.array(z.enum(values(stages)))),
  sector: orBlank(z.enum(values(sectors))),
  urban_rural_class: orBlank(z.enum(Object.keys(urbanRuralClasses) as UrbanRuralClass[])),
  licence_no: orBlank(z.string()),
  township: orBlank(z.string()),
});

/** A unit of the demo. `code` is the key that parents, teachers and accounts name it by. */
export interface DemoUnit extends z.infer<typeof unitSchema> {
  /** School or division code; null for zones and institutions, whose `code` is local and starts with a letter. */
  readonly official_code: string | null;
}

export interface DemoTeacher {
  readonly unit_code: string;
  readonly record: TeacherRecord;
}

const accountSchema = z.object({
  username: z.string().regex(/^[a-z-]+$/),
  password: z.string().min(12),
  tier: z.enum(tiers),
  unit_code: z.string().min(1),
  unit_name: z.string().min(1),
});
export type DemoAccount = z.infer<typeof accountSchema>;

export interface Demo {
  /** Parents before children, divisions included. */
  readonly units: readonly DemoUnit[];
  readonly teachers: readonly DemoTeacher[];
  readonly accounts: readonly DemoAccount[];
}

/** The rows of a CSV file of samples/demo/, by header. */
function readCsv<S extends z.ZodType>(file: string, schema: S): z.infer<S>[] {
  const text = readFileSync(new URL(`./demo/${file}`, import.meta.url), 'utf8');
  const { data } = Papa.parse<unknown>(text, { header: true, skipEmptyLines: true });
  return z.array(schema).parse(data);
}

/** A cell of teachers.csv as the registry holds it. */
function cellOf(field: RecordField, text: string): string | boolean | null {
  if (text === '') return null;
  const { kind, choices } = teacherSheet.columns[field];
  if (kind === 'choice' && !choices.some(({ value }) => value === text)) {
    throw new RangeError(`teachers.csv: ${field} can't be “${text}”`);
  }
  return kind === 'yes_no' ? text === '是' : text;
}

/** The text of a value in teachers.csv; {@link cellOf} undoes it. */
export const textOf = (value: string | boolean | null): string =>
  typeof value === 'boolean' ? (value ? '是' : '否') : (value ?? '');

const officialCode = (code: string): string | null => (/^\d+$/.test(code) ? code : null);

/** Province, 16 cities and 136 counties in force (from yescallop/areacodes, CC0). */
export function readDivisions(): DemoUnit[] {
  const none = { school_kind: null, stages: [], sector: null, urban_rural_class: null };
  return readCsv('divisions.csv', divisionSchema).map(({ code, level, name, parent_code }) => ({
    ...{ code, parent_code, kind: level, name, official_code: code, licence_no: null, township: null },
    ...none,
  }));
}

/**
 * The demo province: about 60 units below 136 counties, about 1,500 made-up teachers, and who signs in.
 *
 * @throws ZodError or RangeError when a committed file was edited into something that is not a demo
 */
export function readDemo(): Demo {
  const units = readCsv('units.csv', unitSchema);
  const teachers = readCsv('teachers.csv', z.record(z.string(), z.string()));
  return {
    units: [
      ...readDivisions(),
      ...units.map((unit): DemoUnit => ({ ...unit, official_code: officialCode(unit.code) })),
    ],
    teachers: teachers.map((row) => ({
      unit_code: row.unit_code ?? '',
      record: Object.fromEntries(
        recordFields.map((field) => [field, cellOf(field, row[field] ?? '')]),
      ) as unknown as TeacherRecord,
    })),
    accounts: readCsv('accounts.csv', accountSchema),
  };
}
