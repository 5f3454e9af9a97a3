/** Which texts of a process are worth preparing: those that it runs again and again. */

/** Planning a page's statements costs more than running them, but one that is never run again is better planned for its values. */
const often = 5;
/** Each connection keeps what it prepared: some hundred kilobytes for a wide statement. */
const mostPrepared = 200;
/** Texts that were met less often are forgotten all together, rather than remembered for ever. */
const mostRemembered = 2_000;

/**
 * A prepared `select *` fails for good when a migration adds a column to its table, as one does while pages are served. `count(*)` and
 * a product are no such thing. What writes is not prepared.
 */
const mayPrepare = (text: string): boolean =>
  /^\s*(?:select|with)\b/.test(text) &&
  !/(?:\bselect\s+|,\s*|\.)\*|\)\s*\*\s*(?:,|from\b)/.test(text) &&
  !/\b(?:insert\s+into|delete\s+from|update\s+\S+(?:\s+(?:as\s+)?\w+)?\s+set)\b/.test(text);

/** Names for texts, the same on each connection of a process. */
export class UsualStatements {
  readonly #met = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** The name under which a text that is run now is prepared; undefined while it isn't usual. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size === mostPrepared) return name;
    const times = (this.#met.get(text) ?? 0) + 1;
    if (times < often) {
      if (this.#met.size === mostRemembered) this.#met.clear();
      this.#met.set(text, times);
      return undefined;
    }
    this.#met.delete(text);
    if (!mayPrepare(text)) return undefined;
    const given = `usual-${this.#names.size}`;
    this.#names.set(text, given);
    return given;
  }
}
