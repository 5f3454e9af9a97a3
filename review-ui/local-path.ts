/** Where to go next, as far as it is on this site: anything else leads home. */

/** A path of ours or `/`: never another host (`//host`, `/\host`), never a scheme. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(wanted)) return '/';
  return new URL(wanted, 'http://here.invalid').host === 'here.invalid' ? wanted : '/';
}
