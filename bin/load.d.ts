/** What `load.js` offers to TypeScript. */
export function load(name: 'web' | 'worker' | 'muster'): Promise<void>;
export function isOfToday(): boolean;
