/** The room that is left when teachers fill whole groups. */

/** Teachers that a whole number of groups of `ratio` has room for beyond `count`. */
export const spareOf = (count: number, ratio: number): number => Math.ceil(count / ratio) * ratio - count;
