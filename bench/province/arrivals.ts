/** When files arrive: most of them in the last hours before the deadline, whatever the hours are pressed into. */

/** The last quarter of the time takes in about two thirds of the files, the last tenth a third. */
const steepness = 4;

/** When each of `count` files is due, in ms from the beginning, the deadline being after `within_ms`. */
export function arrivals(count: number, within_ms: number): number[] {
  const rise = Math.exp(steepness) - 1;
  return Array.from(
    { length: count },
    (_, index) => (within_ms * Math.log(1 + ((index + 0.5) / count) * rise)) / steepness,
  );
}
