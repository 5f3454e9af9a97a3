/** The templates that can be checked, by id. */
import type { SheetDefinition } from '../schemas/column.ts';
import type { TemplateId } from '../schemas/examined.ts';
import { teacherSheet } from '../schemas/sheets/teacher.ts';

export const definitions: Readonly<Record<TemplateId, SheetDefinition>> = { teacher: teacherSheet };
