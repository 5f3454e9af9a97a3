/** What a unit's columns are where their headers don't say so: confirmed by a person once, and remembered for the unit. */

/** The answer for one header text. */
export interface HeaderMapping {
  /** The header as it is compared: no blanks, marks or widths. Ordinary text, also where it reads `__proto__`. */
  readonly key: string;
  /** Null for a column that is none of ours. */
  readonly field: string | null;
}

/** A longer text above a column is a remark, and nobody confirms a remark. */
export const longestMappedHeader = 200;
