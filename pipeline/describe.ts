/** Puts a finding into words: what was found, what was expected, and what to do, in the reader's language. */
import type { Choice, SheetDefinition } from '../schemas/column.ts';
import type { Issue } from '../schemas/issue.ts';
import { type Language, type Params, say, type Words } from '../schemas/language.ts';
import { teacherSheet } from '../schemas/sheets/teacher.ts';
import { urbanRuralClasses } from '../schemas/unit.ts';
import { explanationOf } from './catalogue.ts';
import { spelled } from './codes.ts';
import type { Sentences } from './explanation.ts';

export interface Described {
  readonly message: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** What was typed stays as it was typed. */
const VERBATIM = new Set(['found', 'suggestions', 'choices', 'code', 'unit']);
const PLACEHOLDER = /\{(\w+)\}/g;

const isEmpty = (params: Params, key: string): boolean => {
  const value = params[key];
  return value === '' || value === null;
};

/** Sentences in a row, without those that speak of an empty parameter. */
function spoken(sentences: Sentences, language: Language, params: Params): string {
  const all: readonly Words[] = 'zh' in sentences ? [sentences] : sentences;
  return all
    .filter(
      (words) =>
        !Array.from(words[language].matchAll(PLACEHOLDER)).some(([, key = '']) => isEmpty(params, key)),
    )
    .map((words) => say(words, language, params))
    .join(language === 'zh' ? '' : ' ');
}

/** English names of permitted values; they follow the value itself, which is what a file must hold. */
function englishNames(definition: SheetDefinition): ReadonlyMap<string, string> {
  const choices: readonly Choice[] = Object.values(definition.columns).flatMap((column) => column.choices);
  const classes = Object.values(urbanRuralClasses).map(({ zh, en }) => [zh, en] as const);
  return new Map([...classes, ...choices.map(({ value, en }) => [value, en] as const)]);
}

const made = new WeakMap<SheetDefinition, ReadonlyMap<string, string>>();

function inLanguage(params: Params, language: Language, definition: SheetDefinition): Params {
  if (language === 'zh') return params;
  const english = made.get(definition) ?? englishNames(definition);
  made.set(definition, english);
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      const name = typeof value === 'string' && !VERBATIM.has(key) ? english.get(value) : undefined;
      return [key, name === undefined ? value : `${value} (${name})`];
    }),
  );
}

/** What was said before: of a thousand blank cells of one column the same is said a thousand times. */
const said = new WeakMap<SheetDefinition, Map<string, Described>>();
const MOST_REMEMBERED = 2_000;

/**
 * The words of a finding. The raw value is not among them: whoever shows it masks it first.
 * @throws Error for a rule that doesn't exist
 */
export function describe(
  issue: Issue,
  language: Language,
  definition: SheetDefinition = teacherSheet,
): Described {
  const known = said.get(definition) ?? new Map<string, Described>();
  said.set(definition, known);
  const key = `${issue.rule}|${issue.field}|${language}|${JSON.stringify(issue.params)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const words = wordsOf(issue, language, definition);
  // Parameters may be what a stranger typed: as many as may be kept, and no more.
  if (known.size < MOST_REMEMBERED) known.set(key, words);
  return words;
}

function wordsOf(
  { rule, field, params: facts }: Issue,
  language: Language,
  definition: SheetDefinition,
): Described {
  const { message, expected, fix } = explanationOf(rule);
  const column = field === undefined ? undefined : definition.columns[field];
  const label = column?.label[language] ?? field ?? '';
  const params = { ...inLanguage(spelled(facts, language), language, definition), label };
  const wanted = expected === undefined ? '' : spoken(expected, language, params);
  const advice = spoken(fix, language, params);
  return {
    message: spoken(message, language, params),
    ...(wanted === '' ? {} : { expected: wanted }),
    ...(advice === '' ? {} : { fix: advice }),
  };
}

/** Heading for all findings of a rule: the cause, in the reader's words. */
export const titleOf = (rule: string, language: Language): string => explanationOf(rule).title[language];
