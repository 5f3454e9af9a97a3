/** The two languages Muster speaks; Chinese first. */
export type Language = 'zh' | 'en';

/** One meaning in both languages. `{name}` marks a parameter; both sides use the same ones. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** Fills `{name}` with the parameter's value; an unknown placeholder stays visible so that a test can catch it. */
export function say(words: Words, language: Language, params: Params = {}): string {
  return words[language].replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(params, key) ? String(params[key] ?? '') : whole,
  );
}
