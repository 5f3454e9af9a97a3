/** Moments that count for a while: who claimed a job, or handed it over, keeps others from it until then. */

/**
 * The transaction of another may have begun a moment after ours, and what it wrote is then in our future; further ahead lies only what
 * was written before the clock was set back, which would count until then.
 */
const ahead_s = 10;

/** A condition: the moment in `column` is absent, or doesn't count any more after `seconds` (a text of SQL). */
export const notLately = (column: string, seconds: string): string =>
  `(${column} is null or ${column} not between now() - make_interval(secs => ${seconds}) and now() + interval '${ahead_s} seconds')`;
