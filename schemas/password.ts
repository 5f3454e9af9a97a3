/** Passwords: what people may choose, and what they are given to begin with. */
import type { Words } from './language.ts';

export const passwordFaults = {
  short: { zh: '密码至少 10 个字符', en: 'A password has at least 10 characters' },
  plain: {
    zh: '密码须含大写字母、小写字母、数字、其他符号中的至少三种',
    en: 'A password has at least three of: capitals, small letters, digits, other signs',
  },
  own: {
    zh: '密码不能含有用户名或单位名称',
    en: 'A password holds neither the username nor the name of the unit',
  },
  differ: { zh: '两次输入的新密码不一致', en: 'The two new passwords differ' },
  same: { zh: '新密码不能与原密码相同', en: 'The new password is the old one' },
  wrong: { zh: '原密码不正确', en: 'The old password is wrong' },
} as const satisfies Record<string, Words>;
export type PasswordFault = keyof typeof passwordFaults;

const shortest_chars = 10;
const classes = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{Lu}\p{Ll}\d]/u];

/** Why nobody at this account may choose this password; null when they may. */
export function faultOf(
  password: string,
  { username, unit_name }: { readonly username: string; readonly unit_name: string },
): PasswordFault | null {
  const folded = password.toLowerCase();
  if ([username, unit_name].some((own) => own !== '' && folded.includes(own.toLowerCase()))) return 'own';
  if ([...password].length < shortest_chars) return 'short';
  return classes.filter((one) => one.test(password)).length < 3 ? 'plain' : null;
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
