/** What enrolment takes from forms and programs: of each teacher a cell of the list, or why they don't take part. */
import { z } from 'zod';
import type { Excused } from '../../../database/enrolment-excuses.ts';
import type { EnrolmentWish } from '../../../database/enrolments.ts';
import {
  type EnrolmentCell,
  type ExcuseCode,
  excuseOrder,
  longestExcuse_chars,
  type Standing,
  standingOrder,
} from '../../../schemas/enrolment.ts';
import { problem } from '../../../schemas/problem.ts';
import { type Stage, stageOrder, subjects } from '../../../schemas/subject.ts';
import { idSchema, oneOf, optionalField, pageNumber } from '../../inputs.ts';

const stage = z.enum(stageOrder as [Stage, ...Stage[]]);
const subject = oneOf(subjects);
const code = z.enum(excuseOrder as [ExcuseCode, ...ExcuseCode[]]);
const note = optionalField(z.string().trim().max(longestExcuse_chars));
const standing = z.enum(standingOrder as [Standing, ...Standing[]]);

export const enrolmentQuery = z.object({
  unit: optionalField(idSchema),
  state: optionalField(standing).catch(undefined),
  search: optionalField(z.string().trim().max(50)),
  page: pageNumber,
  /** Asks for the confirmation of something for all who are left. */
  propose: optionalField(z.union([z.literal('registered'), code])).catch(undefined),
});
export type EnrolmentQuery = z.infer<typeof enrolmentQuery>;

const choice = z.object({
  teacher_id: idSchema,
  stage: stage.optional(),
  subject: subject.nullable().optional(),
  excuse: code.optional(),
  note,
});
const mostAtOnce = 5_000;

/** A program sends `choices`; a form `pick.7`, `was.7` and `note.7` for teacher 7; `all` and `count` confirm a proposal. */
export const enrolmentBody = z.looseObject({
  choices: z.array(choice).min(1).max(mostAtOnce).optional(),
  all: optionalField(z.union([z.literal('registered'), code])),
  count: optionalField(z.coerce.number().int().min(0)),
  note,
  state: optionalField(standing).catch(undefined),
  search: optionalField(z.string().trim().max(50)),
  page: pageNumber,
});
type EnrolmentBody = z.infer<typeof enrolmentBody>;

export const releaseBody = z.object({ reason: z.string().trim().max(longestExcuse_chars).default('') });

/** The value of an option: `小学|语文`, `!sick`, or nothing. */
export const cellValue = ({ stage, subject }: EnrolmentCell): string => `${stage}|${subject ?? ''}`;
export const excuseValue = (code: ExcuseCode): string => `!${code}`;

export interface Picked {
  readonly wishes: readonly EnrolmentWish[];
  readonly excused: readonly Excused[];
}

function cellOf(text: string): EnrolmentCell | null {
  const [first, second] = text.split('|');
  const parsed = z
    .object({ stage, subject: subject.nullable() })
    .safeParse({ stage: first, subject: second === '' ? null : second });
  return parsed.success ? parsed.data : null;
}

/** What a form changes: options that are not what was shown. Throws `invalid-input`. */
export function pickedIn(body: EnrolmentBody): Picked {
  const wishes: EnrolmentWish[] = [];
  const excused: Excused[] = [];
  for (const { teacher_id, stage, subject = null, excuse, note = null } of body.choices ?? []) {
    if (excuse !== undefined) excused.push({ teacher_id, code: excuse, note });
    else if (stage !== undefined) wishes.push({ teacher_id, stage, subject });
    else throw problem('invalid-input', { fields: 'choices' });
  }
  for (const [name, value] of Object.entries(body)) {
    const teacher_id = /^pick\.([1-9]\d{0,17})$/.exec(name)?.[1];
    if (teacher_id === undefined) continue;
    const was = String(body[`was.${teacher_id}`] ?? '');
    const picked = String(value);
    if (picked === was || picked === '') continue;
    const cell = cellOf(picked);
    const why = code.safeParse(picked.slice(1));
    if (cell !== null) wishes.push({ teacher_id, ...cell, seen: cellOf(was) });
    else if (picked.startsWith('!') && why.success) {
      const text = String(body[`note.${teacher_id}`] ?? '')
        .trim()
        .slice(0, longestExcuse_chars);
      excused.push({ teacher_id, code: why.data, note: text === '' ? null : text });
    } else throw problem('invalid-input', { fields: name });
  }
  return { wishes, excused };
}
