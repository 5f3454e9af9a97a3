/** A column of a template: everything that any part of Muster knows about it, said once. */
import type { Words } from './language.ts';

/** One permitted value of a choice column. `value` is what files, the registry and the API carry. */
export interface Choice<V extends string = string> {
  readonly value: V;
  readonly en: string;
  /** What people write instead; normalised and told. */
  readonly aliases?: readonly string[];
}

export type ColumnKind =
  | 'text'
  | 'person_name'
  | 'choice'
  | 'several'
  | 'yes_no'
  | 'date'
  | 'month'
  | 'identity_number'
  | 'certificate'
  | 'mobile'
  | 'email'
  | 'school_code'
  | 'count';

/** `always` is an error when blank; `conditional` is decided by a rule that names the condition. */
export type Requirement = 'always' | 'conditional' | 'optional';

interface ColumnFacts {
  readonly zh: string;
  readonly en: string;
  /** Other header texts it is known by. */
  readonly aliases?: readonly string[];
  readonly need?: Requirement;
  /** Personal data: masked when shown, sealed when stored. */
  readonly personal?: boolean;
  /** Longest value in characters (code points). */
  readonly max?: number;
  readonly example: string;
  readonly note: Words;
  /** Width in the template, in characters. */
  readonly width?: number;
  /** Not part of the stored teacher record: identifies the school or says what is meant. */
  readonly transient?: boolean;
}

/** `Value` is the type of a normalised cell; it exists for the compiler only. */
export interface Column<Value = unknown> extends Required<Omit<ColumnFacts, 'zh' | 'en' | 'max'>> {
  readonly kind: ColumnKind;
  readonly label: Words;
  readonly max: number;
  readonly choices: readonly Choice[];
  readonly __value?: Value;
}

const column =
  <Value>(kind: ColumnKind, choices: readonly Choice[] = []) =>
  ({ zh, en, ...facts }: ColumnFacts): Column<Value> => ({
    kind,
    choices,
    label: { zh, en },
    aliases: [],
    need: 'optional',
    personal: false,
    max: 100,
    width: 12,
    transient: false,
    ...facts,
  });

export const text = column<string>('text');
/** A person's name: dots and stray spaces inside it are made uniform. */
export const personName = column<string>('person_name');
/** A calendar day, `YYYY-MM-DD`. */
export const date = column<string>('date');
/** A month, `YYYY-MM`. */
export const month = column<string>('month');
/** Never defaulted and never inferred: blank stays blank. */
export const yesNo = column<boolean>('yes_no');
export const identityNumber = column<string>('identity_number');
export const certificate = column<string>('certificate');
export const mobile = column<string>('mobile');
export const email = column<string>('email');
export const schoolCode = column<string>('school_code');
/** A whole number above zero, as its digits. */
export const count = column<string>('count');
/** Any of a closed list, in its order, joined by `、`. */
export const several = (choices: readonly Choice[], facts: ColumnFacts): Column<string> =>
  column<string>('several', choices)(facts);
export const choice = <const V extends string>(
  choices: readonly Choice<V>[],
  facts: ColumnFacts,
): Column<V> => column<V>('choice', choices)(facts);

export type Columns = Readonly<Record<string, Column>>;

/** A template: its columns in order. */
export interface SheetDefinition<C extends Columns = Columns> {
  readonly id: string;
  /** Raised when a column is added, removed or changes meaning; part of the stamp. */
  readonly version: number;
  readonly title: Words;
  readonly columns: C;
}

export type ValueOf<C> = C extends Column<infer V> ? V : never;
/** A normalised row: every column present, blank as null. */
export type RowOf<S extends SheetDefinition> = {
  readonly [K in keyof S['columns']]: ValueOf<S['columns'][K]> | null;
};
