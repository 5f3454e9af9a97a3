/** Parameters of findings that are codes: what they say is chosen with the reader's language. */
import type { Language, Params, Words } from '../schemas/language.ts';
import { alikeReasons } from '../schemas/lookalike.ts';

type Codes = Readonly<Record<string, Words>>;

/** Parameter → its codes. Several stand in one parameter with a space between them. */
const codes: Readonly<Record<string, Codes>> = {
  alike: Object.fromEntries(Object.entries(alikeReasons).map(([reason, { words }]) => [reason, words])),
  place: {
    here: { zh: '本单位', en: 'this unit' },
    elsewhere: { zh: '其他单位', en: 'another unit' },
  },
};

/** The parameters with their codes in words; what is no code stays as it is. */
export function spelled(params: Params, language: Language): Params {
  if (!Object.keys(params).some((key) => Object.hasOwn(codes, key))) return params;
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      const known = Object.hasOwn(codes, key) ? codes[key] : undefined;
      if (known === undefined || typeof value !== 'string') return [key, value];
      const said = value.split(' ').map((code) => known[code]?.[language] ?? code);
      return [key, said.join(language === 'zh' ? '、' : ', ')];
    }),
  );
}
