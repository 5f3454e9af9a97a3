/** Searching by part of a text: what a person types stands for itself, also the signs that `like` knows. */

/** The pattern of every text that holds this one. */
export const holding = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
