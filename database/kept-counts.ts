/** Large counts, kept for a few seconds: counting a province anew for each page costs more than the page. */

interface Kept {
  readonly count: number;
  readonly at_ms: number;
}

interface Options {
  /** A clock that only goes forward, in ms. */
  readonly now_ms?: () => number;
  /** Smaller counts are made anew each time: they cost little, and people see what they just did. */
  readonly large?: number;
}

const fresh_ms = 10_000;

export class KeptCounts {
  readonly #kept = new Map<string, Kept>();
  readonly #now_ms: () => number;
  readonly #large: number;

  constructor({ now_ms = () => performance.now(), large = 30_000 }: Options = {}) {
    this.#now_ms = now_ms;
    this.#large = large;
  }

  /**
   * What `count` answers, or answered for the same question within ten seconds if that was large. A question names the scope
   * that it is asked in, so that nobody is shown what another one may see.
   */
  async read(question: readonly string[], count: () => Promise<number>): Promise<number> {
    const key = JSON.stringify(question);
    const known = this.#kept.get(key);
    const at_ms = this.#now_ms();
    if (known !== undefined && at_ms - known.at_ms < fresh_ms) return known.count;
    const counted = await count();
    if (counted >= this.#large) this.#kept.set(key, { count: counted, at_ms });
    else this.#kept.delete(key);
    return counted;
  }
}
