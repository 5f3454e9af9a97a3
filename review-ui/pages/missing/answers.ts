/** What a form or a program says about teachers whom a file doesn't hold. */
import { z } from 'zod';
import type { Destination, GivenAnswer } from '../../../database/absences.ts';
import type { Database } from '../../../database/connect.ts';
import { destinationsOf } from '../../../database/destinations.ts';
import { asSystem } from '../../../database/scope.ts';
import {
  type AbsenceAnswer,
  absenceAnswerOrder,
  absenceAnswers,
  longestDestination_chars,
} from '../../../schemas/absence.ts';
import { problem } from '../../../schemas/problem.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';

const answer = z.enum(absenceAnswerOrder as [AbsenceAnswer, ...AbsenceAnswer[]]);
const destination = optionalField(z.string().trim().max(longestDestination_chars));
const spoken = z.object({ change: idSchema, answer, destination });
type Spoken = z.infer<typeof spoken>;

const mostAtOnce = 10_000;
/** A program sends `answers`; a form sends `answer.7` and `destination.7` for the change 7. */
export const missingBody = z.looseObject({
  answers: z.array(spoken).min(1).max(mostAtOnce).optional(),
  /** For all of whom nothing has been said; how many they are, where the sender has counted them. */
  rest: z.enum(['kept', 'left']).optional(),
  count: optionalField(z.coerce.number().int().min(0)),
  page: pageNumber,
});
type MissingBody = z.infer<typeof missingBody>;

export const answerName = (change: string): string => `answer.${change}`;
export const destinationName = (change: string): string => `destination.${change}`;

const ofForm = (body: MissingBody): Spoken[] =>
  Object.entries(body).flatMap(([name, value]) => {
    const change = /^answer\.(.+)$/.exec(name)?.[1];
    if (change === undefined) return [];
    const parsed = spoken.safeParse({ change, answer: value, destination: body[destinationName(change)] });
    if (!parsed.success) throw problem('invalid-input', { fields: name });
    return [parsed.data];
  });

/**
 * The answers with the schools that they name. Throws `no-answer-chosen`, `destination-missing`, and what
 * {@link destinationOf} does.
 * @param unitId the unit that answers
 */
export async function answersOf(db: Database, body: MissingBody, unitId: string): Promise<GivenAnswer[]> {
  const said = [...(body.answers ?? []), ...ofForm(body)];
  if (said.length === 0 && body.rest === undefined) throw problem('no-answer-chosen');
  const moved = said.filter((one) => absenceAnswers[one.answer].hasDestination);
  const nowhere = moved.filter((one) => one.destination === undefined).length;
  if (nowhere > 0) throw problem('destination-missing', { count: nowhere });
  const named = [...new Set(moved.map((one) => one.destination ?? ''))];
  const found = await destinationsNamed(db, named, unitId);
  return said.map(({ change, answer, destination }) => ({
    change_id: change,
    answer,
    destination: absenceAnswers[answer].hasDestination ? (found.get(destination ?? '') ?? null) : null,
  }));
}

/** A code by itself, or behind a name as an earlier answer shows it. */
const codeIn = (text: string): string | undefined =>
  /^(?:(\d+)|.*（(\d+)）)$/.exec(text)?.slice(1).find(Boolean);

/** A school may name any school of the province, though it may see nothing of it but the name. */
async function destinationsNamed(
  db: Database,
  named: readonly string[],
  unitId: string,
): Promise<ReadonlyMap<string, Destination>> {
  if (named.length === 0) return new Map();
  const claims = named.map((text) => {
    const code = codeIn(text);
    return code === undefined ? ({ by: 'name', name: text } as const) : ({ by: 'code', code } as const);
  });
  const found = await asSystem(db, (tx) => destinationsOf(tx, claims));
  return new Map(named.map((text, at) => [text, destinationOf(text, found[at], unitId)]));
}

/** Throws `no-such-destination` for a code, `destination-ambiguous`, `destination-is-here`. */
function destinationOf(
  text: string,
  found: Awaited<ReturnType<typeof destinationsOf>>[number] | undefined,
  unitId: string,
): Destination {
  const code = codeIn(text);
  if (found !== undefined && 'unit' in found) {
    const { id, name } = found.unit;
    if (id === unitId) throw problem('destination-is-here', { unit: name });
    return { text: code === undefined ? name : `${name}（${code}）`, unit_id: id };
  }
  if (code !== undefined) throw problem('no-such-destination', { code });
  if (found?.reason === 'ambiguous') throw problem('destination-ambiguous', { unit: text });
  // Outside the province, or by a name that the registry doesn't know: kept as it was said, for a person to read.
  return { text, unit_id: null };
}
