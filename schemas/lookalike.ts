/** People who may be one person under two documents: why it may be so, and what it is worth. */
import type { Words } from './language.ts';

interface ReasonFacts {
  readonly words: Words;
  /** Points of a hundred. Reasons of one line exclude each other. */
  readonly weight: number;
}

export const alikeReasons = {
  'same-name': { words: { zh: '姓名相同', en: 'same name' }, weight: 40 },
  'same-name-without-dots': {
    words: { zh: '姓名去掉间隔号、空格和大小写后相同', en: 'same name but for dots, spaces or capitals' },
    weight: 40,
  },
  'lookalike-name': { words: { zh: '姓名只差形近字', en: 'names of look-alike characters' }, weight: 35 },
  'similar-name': { words: { zh: '姓名只差一个字', en: 'names one character apart' }, weight: 20 },
  'same-birth-date': { words: { zh: '出生日期相同', en: 'same birth date' }, weight: 30 },
  'same-mobile': { words: { zh: '手机号相同', en: 'same phone' }, weight: 35 },
  'same-number': { words: { zh: '证件号码相同、类型不同', en: 'same number, other document' }, weight: 40 },
  'lookalike-number': {
    words: { zh: '证件号码只差形近字符', en: 'numbers of look-alike characters' },
    weight: 40,
  },
  'one-digit-identity': { words: { zh: '证件号码只差一位', en: 'numbers one digit apart' }, weight: 30 },
  'transposed-identity': {
    words: { zh: '证件号码有相邻两位颠倒', en: 'numbers with two neighbouring digits swapped' },
    weight: 30,
  },
  // People of one place who were born on one day differ in nothing else: it says little.
  'near-sequence': {
    words: { zh: '证件号码只有顺序码相近', en: 'numbers near in their sequence' },
    weight: 10,
  },
} as const satisfies Record<string, ReasonFacts>;
export type AlikeReason = keyof typeof alikeReasons;

/** Reasons that say something of the document's number. */
export const ofNumbers: ReadonlySet<AlikeReason> = new Set([
  ...([
    'same-number',
    'lookalike-number',
    'one-digit-identity',
    'transposed-identity',
    'near-sequence',
  ] as const),
]);

/** From this score on it is told. */
export const probableFrom = 65;

/** A teacher of the registry whom a newcomer resembles. */
export interface Alike {
  readonly teacher_id: string;
  readonly unit_id: string;
  readonly unit_name: string;
  /** 0–100. */
  readonly score: number;
  readonly reasons: readonly AlikeReason[];
}

/** What is asked of the registry about one newcomer. */
export interface LookalikeQuestion {
  /** By identityKey in schemas/snapshot.ts. */
  readonly document: string;
  readonly name: string | null;
  readonly birth_date: string | null;
  readonly mobile: string | null;
  /** What the name may begin with: its first character, or one that looks like it. */
  readonly beginnings: readonly string[];
}
