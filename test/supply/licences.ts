/** Under which terms the packages of other people come: what is allowed without asking, and what was looked at by a person. */

/** SPDX identifiers whose terms ask for a copyright notice at most. */
export const permissive = [
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BSD-0-Clause'],
  ...['BlueOak-1.0.0', 'Unlicense', 'Zlib', 'MIT/X11', 'CC0-1.0', 'Python-2.0'],
];

/** Copyleft by file: fine for tools that no user is given. */
export const permissiveForTools = [...permissive, 'MPL-2.0'];

/** Packages whose manifest says nothing of it, or says it in an older form, with what they say elsewhere. */
export const lookedUp: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  streamsearch: 'MIT',
  // Its repository has carried an MIT licence since; exceljs needs it to unzip, which we never let it do.
  buffers: 'MIT',
};

/** Whether every term that must hold is allowed; of alternatives one is enough. */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const terms = expression.replace(/[()]/g, '').trim();
  if (terms.includes(' OR ')) return terms.split(' OR ').some((term) => isAllowed(term, allowed));
  return terms.split(' AND ').every((term) => allowed.includes(term.trim()));
}
