/** Why Muster does not start, in words for the person who started it: Chinese first, then English. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';

  /** `zh` and `en` say the same: what was found, and what to do. Never put a secret in them. */
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
  }
}
