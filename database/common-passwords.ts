/** The list of common and leaked passwords: 49,233 of them, from the package of zxcvbn-ts (MIT), read without a network. */
import common from '@zxcvbn-ts/language-common';

let listed: ReadonlySet<string> | undefined;

/** Whether a text in small letters is in the list; the list is unpacked when it is first asked. */
export function isListed(text: string): boolean {
  listed ??= new Set(common.dictionary['passwords-common']);
  return listed.has(text);
}
