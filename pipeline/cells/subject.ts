/** Subjects: what people write for one depends on the stage, so a subject is understood after its row's stage. */
import {
  type Stage,
  type Subject,
  subjectAliases,
  subjects,
  subjectsOfStage,
} from '../../schemas/subject.ts';
import { folded } from '../text.ts';
import type { CellValue, Report } from './cell-parser.ts';
import { choiceList, differsInFormOnly } from './choice.ts';
import { closest } from './closest.ts';

const list = choiceList(subjects);
const aliases = new Map(Object.entries(subjectAliases).map(([text, meaning]) => [folded(text), meaning]));
const isStage = (value: CellValue): value is Stage =>
  typeof value === 'string' && Object.hasOwn(subjectsOfStage, value);

/** All subjects that a way of writing may mean, whatever the stage. */
const meaningsOf = (meaning: Subject | Partial<Record<Stage, Subject>>): Subject[] =>
  typeof meaning === 'string' ? [meaning] : [...new Set(Object.values(meaning))];

function resolved(text: string, stage: Stage | null): string | undefined {
  const key = folded(text);
  const meaning = aliases.get(key);
  if (typeof meaning === 'string') return meaning;
  const ofStage = stage === null ? undefined : meaning?.[stage];
  return ofStage ?? list.byText.get(key);
}

/**
 * The subject meant by a cell's cleaned text, given what the row's stage cell gave. An unknown stage resolves only what
 * every stage calls the same. In a kindergarten any text gives null without a word: its rule speaks of it.
 */
export function subjectIn(text: string, stage: CellValue, report: Report): string | null {
  const known = isStage(stage) ? stage : null;
  if (known === '幼儿园') return null;
  const subject = resolved(text, known);
  if (subject !== undefined) {
    if (!differsInFormOnly(text, subject)) report('alias-normalised', { found: text, to: subject });
    return subject;
  }
  const meaning = aliases.get(folded(text));
  const suggestions = meaning === undefined ? closest(text, list.byText) : meaningsOf(meaning);
  const choices = known === null ? list.listed : subjectsOfStage[known].join('、');
  report('not-in-list', { choices, suggestions: suggestions.join('、') });
  return null;
}
