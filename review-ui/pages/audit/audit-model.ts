/** A search of the audit trail as it is asked for, found, and said. */
import { z } from 'zod';
import { type AuditLine, searchAudit } from '../../../database/audit-search.ts';
import { revealReason } from '../../../database/reveals.ts';
import type { Scoped } from '../../../database/scope.ts';
import { listUnits } from '../../../database/units.ts';
import type { Language } from '../../../schemas/language.ts';
import { say } from '../../../schemas/language.ts';
import { isoTime } from '../../format.ts';
import { idSchema, keyOf, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { actionWords, hrefOf, seenKinds, subjects, subjectWords } from './event-words.ts';
import { detailWords, numbersWords } from './words.ts';

const day = z.iso.date();
export const auditFields = {
  show: optionalField(z.enum(['seen'])),
  /** Name or code of a unit within scope. */
  unit: optionalField(z.string().trim().max(50)),
  by: optionalField(z.string().trim().max(64)),
  subject: optionalField(keyOf(subjects)),
  subject_id: optionalField(idSchema),
  from: optionalField(day),
  to: optionalField(day),
};
const auditWish = z.object(auditFields);
export type AuditWish = z.infer<typeof auditWish>;
export const auditQuery = z.object({ ...auditFields, page: pageNumber });
export const auditCsvQuery = auditWish;

/** A line with what its detail says to people. */
export interface SaidLine extends AuditLine {
  readonly said: string;
}

export interface AuditModel {
  readonly query: AuditWish & { readonly page: number };
  readonly lines: readonly SaidLine[];
  readonly is_more: boolean;
  /** A unit was named that is not within scope. */
  readonly is_unit_unknown: boolean;
}

export async function auditLines(
  tx: Scoped,
  wish: AuditWish,
  language: Language,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<Omit<AuditModel, 'query'>> {
  const path = wish.unit === undefined ? tx.scope : await pathOf(tx, wish.unit);
  if (path === null) return { lines: [], is_more: false, is_unit_unknown: true };
  const { by, subject, subject_id, from, to } = wish;
  const kinds = wish.show === 'seen' ? seenKinds : undefined;
  const range = { from, to, limit, offset };
  const found = await searchAudit(tx, { ...{ path, username: by, kinds, subject, subject_id }, ...range });
  const lines = found.lines.map((line) => ({ ...line, said: saidOf(tx, line, language) }));
  return { lines, is_more: found.is_more, is_unit_unknown: false };
}

export const auditPage = async (
  tx: Scoped,
  query: AuditModel['query'],
  language: Language,
): Promise<AuditModel> => ({
  query,
  ...(await auditLines(tx, query, language, { limit: pageSize, offset: offsetOf(query.page) })),
});

/** The unit of exactly this name or code; of several the first by code. */
async function pathOf(tx: Scoped, search: string): Promise<string | null> {
  const { units } = await listUnits(tx, { search, closed: 'any', limit: pageSize });
  const exact = units.find(({ name, code }) => name === search || code === search);
  return (exact ?? (units.length === 1 ? units[0] : undefined))?.path ?? null;
}

function saidOf(tx: Scoped, { subject, action, detail }: AuditLine, language: Language): string {
  const said = Object.entries(detailWords).flatMap(([key, words]) => {
    const value = detail[key];
    if (value === undefined || value === null) return [];
    const isSealed = subject === 'teacher' && action === 'reveal' && key === 'reason';
    const shown = isSealed ? revealReason(tx, String(value)) : value;
    return [say(words, language, { value: typeof shown === 'boolean' ? String(shown) : shown })];
  });
  const { numbers } = detail;
  if (numbers === 'full' || numbers === 'masked') said.push(say(numbersWords[numbers], language));
  return said.join(language === 'zh' ? '，' : ', ');
}

export const auditLineSchema = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  unit: z.object({ id: z.string(), name: z.string() }),
  subject: z.string(),
  subject_id: z.string().nullable(),
  action: z.string(),
  /** In the reader's language. */
  text: z.string(),
  detail: z.string(),
  href: z.string().nullable(),
});

/** What was done to what, in words. */
export const textOf = (line: AuditLine, language: Language): string =>
  `${say(subjectWords(line.subject), language)} · ${say(actionWords(line), language)}`;

export const auditLineJson = (line: SaidLine, language: Language): z.infer<typeof auditLineSchema> => ({
  ...{ id: line.id, at: isoTime(line.at), by: line.by, unit: { id: line.unit_id, name: line.unit_name } },
  ...{ subject: line.subject, subject_id: line.subject_id, action: line.action },
  ...{ text: textOf(line, language), detail: line.said, href: hrefOf(line) },
});
