/** What `load.js` offers to TypeScript. */
export function isOfToday(): boolean;
