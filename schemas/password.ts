/** Passwords: what people may choose, rule by rule, and what they are given to begin with. */
import type { Words } from './language.ts';

/** What an installation asks of passwords, and for how long they are good. */
export interface PasswordPolicy {
  readonly shape: PasswordShape;
  /** After so many days a password has to be changed; 0: never. */
  readonly days: number;
  /** An initial password that nobody used is good for so many days. */
  readonly initial_days: number;
}
export const usualPasswords: PasswordPolicy = { shape: 'either', days: 180, initial_days: 7 };

/** `length`: long; `classes`: shorter, of several kinds of signs; `either` of the two. */
export const passwordShapes = ['either', 'length', 'classes'] as const;
export type PasswordShape = (typeof passwordShapes)[number];

/** Whose password it is: what strangers know of them is no secret. */
export interface PasswordOwner {
  readonly username: string;
  readonly unit_name: string;
  readonly person: string | null;
  readonly mobile: string | null;
  readonly email: string | null;
}

/** How many former passwords may not come back, the present one among them. */
export const remembered = 5;

export const passwordFaults = {
  shape: { zh: '密码太短或太单一', en: 'Too short, or of too few kinds of signs' },
  own: {
    zh: '密码不能含有用户名、单位名称、姓名、手机号或邮箱',
    en: 'A password holds neither the username nor the unit, the person, the mobile number or the mail address',
  },
  common: {
    zh: '这是常见或已泄露的密码，或者容易猜到（如生日、手机号、连续按键）',
    en: 'It is a common or leaked password, or easily guessed (a birthday, a phone number, keys in a row)',
  },
  recent: {
    zh: `不能与最近 ${remembered} 次用过的密码相同，包括现在这个`,
    en: `It is one of your last ${remembered} passwords, the present one included`,
  },
  differ: { zh: '两次输入的新密码不一致', en: 'The two new passwords differ' },
  wrong: { zh: '原密码不正确', en: 'The old password is wrong' },
} as const satisfies Record<string, Words>;
export type PasswordFault = keyof typeof passwordFaults;

const long_chars = 12;
const short_chars = 10;
const classes = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{Lu}\p{Ll}\d]/u];
const leastClasses = 3;

const isLong = (password: string): boolean => [...password].length >= long_chars;
const isMixed = (password: string): boolean =>
  [...password].length >= short_chars && classes.filter((one) => one.test(password)).length >= leastClasses;
const shapes: Readonly<Record<PasswordShape, (password: string) => boolean>> = {
  length: isLong,
  classes: isMixed,
  either: (password) => isLong(password) || isMixed(password),
};

/** The rules that a password can be held against as it stands, in the order in which people read them. */
export const passwordRules = ['shape', 'own', 'common'] as const satisfies readonly PasswordFault[];
export type PasswordRule = (typeof passwordRules)[number] | 'recent';

/** The rules in words, before anybody has typed. */
export function ruleWords(shape: PasswordShape): Readonly<Record<PasswordRule, Words>> {
  return {
    shape: shapeWords[shape],
    own: {
      zh: '不含用户名、单位名称、姓名、手机号、邮箱',
      en: 'Without the username, the unit, your name, mobile number or mail address',
    },
    common: {
      zh: '不是常见、已泄露或容易猜到的密码（如生日、手机号、连续按键）',
      en: 'Not common, leaked or easily guessed (a birthday, a phone number, keys in a row)',
    },
    recent: { zh: `与最近 ${remembered} 次的密码不同`, en: `Other than the last ${remembered}` },
  };
}
const shapeWords: Readonly<Record<PasswordShape, Words>> = {
  length: { zh: `至少 ${long_chars} 个字符`, en: `At least ${long_chars} characters` },
  classes: {
    zh: `至少 ${short_chars} 个字符，大写字母、小写字母、数字、符号至少三种`,
    en: `At least ${short_chars} characters, of three kinds: capitals, small letters, digits, signs`,
  },
  either: {
    zh: `至少 ${long_chars} 个字符；或至少 ${short_chars} 个字符，大写字母、小写字母、数字、符号至少三种`,
    en: `At least ${long_chars} characters; or at least ${short_chars}, of three kinds: capitals, small letters, digits, signs`,
  },
};

/**
 * Which of {@link passwordRules} this password breaks for its owner; none: it may be chosen, if it isn't a former one.
 * @param isGuessable whether a stranger would try it early
 */
export function brokenRules(
  password: string,
  owner: PasswordOwner,
  shape: PasswordShape,
  isGuessable: (password: string) => boolean,
): PasswordFault[] {
  const breaks: Readonly<Record<(typeof passwordRules)[number], () => boolean>> = {
    shape: () => !shapes[shape](password),
    own: () => holdsOwn(password, owner),
    common: () => isGuessable(password),
  };
  return passwordRules.filter((rule) => breaks[rule]());
}

/** Names that stand in the password, as they are written: shorter ones turn up by chance. */
const shortest_own_chars = 4;
/** Of a mobile number people keep the first, the last or all digits. */
const mobile_digits = 6;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

function holdsOwn(password: string, { username, unit_name, person, mobile, email }: PasswordOwner): boolean {
  const folded = fold(password);
  const mail = email?.split('@')[0] ?? '';
  const long = [mail, ...username.split(/[._-]/)].filter((one) => one.length >= shortest_own_chars);
  const names = [username, unit_name, person ?? '', ...long, ...pieces(fold(unit_name), shortest_own_chars)];
  return [...names.map(fold), ...pieces(mobile ?? '', mobile_digits)].some(
    (own) => own.length > 1 && folded.includes(own),
  );
}

/** Every run of so many characters; none of a shorter text. */
function pieces(text: string, chars: number): string[] {
  const all = [...text];
  return all.slice(0, Math.max(0, all.length - chars + 1)).map((_, at) => all.slice(at, at + chars).join(''));
}

/** Nothing that is read for something else when it is copied from paper: no 0 O 1 I l. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** An initial password from random bytes, about 79 bits in four groups; `random` answers as many as it is asked for. */
export function initialPassword(random: (bytes: number) => Uint8Array): string {
  let letters = '';
  while (letters.length < 16) {
    for (const byte of random(32)) {
      // Only as many values as fit the alphabet whole times, so that none is likelier.
      if (byte < 248 && letters.length < 16) letters += alphabet[byte % alphabet.length];
    }
  }
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
