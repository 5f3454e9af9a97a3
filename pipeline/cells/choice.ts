/** Values of closed lists: known by their own text, by what people write instead, or not at all. */
import type { Choice } from '../../schemas/column.ts';
import { folded } from '../text.ts';
import type { CellParser } from './cell-parser.ts';
import { closest } from './closest.ts';

/** Longer lists are not repeated in the message. */
const LONGEST_LISTED = 20;

/** A closed list made ready for looking up. */
export interface ChoiceList {
  /** The permitted values as they stand in the list. */
  readonly values: ReadonlySet<string>;
  /** Folded value, alias or English label → the permitted value. */
  readonly byText: ReadonlyMap<string, string>;
  /** All of them for the message, or an empty text when there are too many. */
  readonly listed: string;
}

const made = new WeakMap<readonly Choice[], ChoiceList>();

/** The list made ready; made once, for most files have fewer rows than a list has ways of writing. */
export function choiceList(choices: readonly Choice[]): ChoiceList {
  const list = made.get(choices) ?? make(choices);
  made.set(choices, list);
  return list;
}

function make(choices: readonly Choice[]): ChoiceList {
  const byText = new Map<string, string>();
  const add = (text: string, value: string): void => {
    const key = folded(text);
    if (!byText.has(key)) byText.set(key, value);
  };
  for (const { value } of choices) add(value, value);
  for (const { value, aliases = [] } of choices) for (const alias of aliases) add(alias, value);
  for (const { value, en } of choices) add(en, value);
  const values = choices.map(({ value }) => value);
  return {
    values: new Set(values),
    byText,
    listed: values.length <= LONGEST_LISTED ? values.join('、') : '',
  };
}

/** Whether both texts are the same but for widths and spaces, so that nobody needs to be told. */
export const differsInFormOnly = (text: string, value: string): boolean => folded(text) === folded(value);

export function oneOf(choices: readonly Choice[]): CellParser {
  const list = choiceList(choices);
  return (text, _cell, report) => {
    if (list.values.has(text)) return text;
    const value = list.byText.get(folded(text));
    if (value === undefined) {
      report('not-in-list', { choices: list.listed, suggestions: closest(text, list.byText).join('、') });
      return null;
    }
    if (!differsInFormOnly(text, value)) report('alias-normalised', { found: text, to: value });
    return value;
  };
}

/** What stands between several values of one cell. */
const BETWEEN = /[、，,;；/\s]+/;

/** Several values of a list, in its order whatever the order they are written in; one that isn't in it spoils the cell. */
export function someOf(choices: readonly Choice[]): CellParser {
  const list = choiceList(choices);
  return (text, _cell, report) => {
    const parts = text.split(BETWEEN).filter((part) => part !== '');
    const found = parts.map((part) => list.byText.get(folded(part)));
    const unknown = parts.find((_, index) => found[index] === undefined);
    if (unknown !== undefined || parts.length === 0) {
      const suggestions = closest(unknown ?? text, list.byText).join('、');
      report('not-in-list', { choices: list.listed, suggestions });
      return null;
    }
    const value = [...list.values].filter((one) => found.includes(one)).join('、');
    if (parts.some((part, index) => !differsInFormOnly(part, found[index] ?? ''))) {
      report('alias-normalised', { found: text, to: value });
    }
    return value;
  };
}
