/** How `muster check` tells what it found: one JSON object a file, or a page for people. */

import { explanationOf } from '../pipeline/catalogue.ts';
import { describe, titleOf } from '../pipeline/describe.ts';
import type { SheetDefinition } from '../schemas/column.ts';
import type { Digest } from '../schemas/digest.ts';
import { type Issue, type Severity, severities } from '../schemas/issue.ts';
import { type Language, say, type Words } from '../schemas/language.ts';
import { masked } from '../schemas/mask.ts';
import { type Refusal, refusals } from '../schemas/refusal.ts';
import { definitions } from '../schemas/sheets.ts';

/** What became of one file; `file` is its name as given. */
export interface FileOutcome {
  readonly file: string;
  /** What the sender said it is. */
  readonly template: string | null;
  readonly outcome: { readonly ok: Digest } | { readonly refused: Refusal };
}

export const hasErrors = ({ counts }: Digest): boolean => counts.error > 0;

/**
 * A file as one line of JSON, piece by piece, for a file may have thousands of issues; personal values masked. `issues_left_off`
 * says how many more were counted; values, when they were asked for, are the rows as understood, unmasked.
 */
export function* jsonLine({ file, template, outcome }: FileOutcome, language: Language): Generator<string> {
  if ('refused' in outcome) {
    const { code, params } = outcome.refused;
    const refusal = {
      code,
      message: say(refusals[code], language, params),
      advice: refusals[code].advice[language],
      params,
    };
    const nothing = { rows: 0, errors: 0, warnings: 0, notes: 0, issues: [] };
    yield JSON.stringify({ file, template, format: null, ...nothing, refusal });
    return;
  }
  const { template: found, format, encoding, rows, counts, issues, values } = outcome.ok;
  const head = JSON.stringify({
    ...{ file, template: found, format },
    ...(encoding === undefined ? {} : { encoding }),
    rows,
    ...{ errors: counts.error, warnings: counts.warning, notes: counts.note },
    ...(leftOff(outcome.ok) === 0 ? {} : { issues_left_off: leftOff(outcome.ok) }),
  });
  yield head.slice(0, -1);
  yield* jsonList('issues', issues, (issue) => jsonIssue(issue, language, definitions[found]));
  if (values !== undefined) yield* jsonList('values', values, (value) => value);
  yield '}';
}

const leftOff = ({ causes, issues }: Digest): number =>
  causes.reduce((sum, [, count]) => sum + count, 0) - issues.length;

function* jsonList<T>(name: string, items: readonly T[], shown: (item: T) => unknown): Generator<string> {
  yield `,"${name}":[`;
  for (const [index, item] of items.entries()) {
    yield (index === 0 ? '' : ',') + JSON.stringify(shown(item));
  }
  yield ']';
}

function jsonIssue(issue: Issue, language: Language, sheet: SheetDefinition): unknown {
  const { value, ...rest } = issue;
  return {
    ...rest,
    ...(value === undefined ? {} : { value: masked(issue.field ?? '', value) }),
    ...describe(issue, language, sheet),
  };
}

const names: Readonly<Record<Severity, Words>> = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '提醒', en: 'Warning' },
  note: { zh: '说明', en: 'Note' },
};
const texts = {
  summary: {
    zh: '{file}：{rows} 行，错误 {errors}，提醒 {warnings}，说明 {notes}',
    en: '{file}: {rows} rows, {errors} errors, {warnings} warnings, {notes} notes',
  },
  refused: { zh: '{file}：无法读取：{message}', en: '{file}: refused: {message}' },
  cause: { zh: '  {severity} {title} · {count} 处', en: '  {severity} {title} · {count}' },
  row: { zh: '第 {row} 行', en: 'row {row}' },
  more: { zh: '……另有 {count} 处', en: '… and {count} more' },
  expected: { zh: '应为：{expected}', en: 'expected: {expected}' },
} as const satisfies Record<string, Words>;

/** Findings of one cause that are listed one by one. */
const MOST_LISTED = 10;

function placeOf({ row, column }: Issue, language: Language): string {
  if (row === null) return column ?? '';
  return column === null ? say(texts.row, language, { row }) : `${column}${row}`;
}

function lineOf(issue: Issue, language: Language, sheet: SheetDefinition): string {
  const { message, expected } = describe(issue, language, sheet);
  const value = issue.value === undefined ? '' : ` [${masked(issue.field ?? '', issue.value)}]`;
  const wanted = expected === undefined ? '' : `  ${say(texts.expected, language, { expected })}`;
  return `    ${placeOf(issue, language).padEnd(6)} ${message}${value}${wanted}`;
}

/** Findings grouped by cause: errors first, then the most frequent. */
function causesOf({ causes, issues, template }: Digest, language: Language): string[] {
  const sheet = definitions[template];
  const order = (rule: string): number => severities.indexOf(explanationOf(rule).severity);
  return causes
    .toSorted(([a, first], [b, second]) => order(a) - order(b) || second - first)
    .flatMap(([rule, count]) => {
      const severity = names[explanationOf(rule).severity][language];
      const found = issues.filter((issue) => issue.rule === rule);
      const shown = found.slice(0, MOST_LISTED);
      const left = count - shown.length;
      const [first] = found;
      const fix = first === undefined ? undefined : describe(first, language, sheet).fix;
      return [
        say(texts.cause, language, { severity, title: titleOf(rule, language), count }),
        ...shown.map((issue) => lineOf(issue, language, sheet)),
        ...(left > 0 ? [`    ${say(texts.more, language, { count: left })}`] : []),
        ...(fix === undefined ? [] : [`    → ${fix}`]),
      ];
    });
}

/** A file for people: a summary, then causes with their cells and what to do. */
export function readable({ file, outcome }: FileOutcome, language: Language): string {
  if ('refused' in outcome) {
    const { code, params } = outcome.refused;
    const message = say(refusals[code], language, params);
    return `${say(texts.refused, language, { file, message })}\n  → ${refusals[code].advice[language]}`;
  }
  const { rows, counts } = outcome.ok;
  const summary = say(texts.summary, language, {
    ...{ file, rows },
    ...{ errors: counts.error, warnings: counts.warning, notes: counts.note },
  });
  return [summary, ...causesOf(outcome.ok, language)].join('\n');
}
