/** Every template there is, by id: what a file may be, and which fields rules can read. */
import type { RowOf, SheetDefinition } from './column.ts';
import { enrolmentSheet } from './sheets/enrolment.ts';
import { expertSheet } from './sheets/expert.ts';
import { organisationSheet } from './sheets/organisation.ts';
import { teacherSheet } from './sheets/teacher.ts';
import { transferSheet } from './sheets/transfer.ts';

export const sheets = {
  teacher: teacherSheet,
  enrolment: enrolmentSheet,
  organisation: organisationSheet,
  transfer: transferSheet,
  expert: expertSheet,
} as const satisfies Record<string, SheetDefinition>;

type Sheets = typeof sheets;
export type TemplateId = keyof Sheets;
export const templateIds = Object.keys(sheets) as [TemplateId, ...TemplateId[]];

/** The same with less said of each, for whoever walks over columns. */
export const definitions: Readonly<Record<TemplateId, SheetDefinition>> = sheets;

export type RowOfTemplate<T extends TemplateId> = RowOf<Sheets[T]>;

type Both<U> = (U extends unknown ? (one: U) => void : never) extends (both: infer I) => void ? I : never;
/** Field → normalised value or null, over all templates: a field means the same and is typed the same wherever it stands. */
export type FieldValues = Both<{ [T in TemplateId]: RowOfTemplate<T> }[TemplateId]>;
export type AnyField = keyof FieldValues;
