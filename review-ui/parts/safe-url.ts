/** Addresses for links: a path of this site or a mail address, never a script and never another host. */

/** The address when it is a path (`/…`), a query (`?…`), an anchor (`#…`) or `mailto:`; otherwise `#`. */
export function safeUrl(address: string): string {
  const harmless = /^(?:\/(?![/\\])|[?#]|mailto:)[^\s\\]*$/;
  return harmless.test(address) ? address : '#';
}

/** `path?query` with the parameters that have a value; numbers and texts are escaped. */
export function addressOf(
  path: string,
  query: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' || value === false
      ? []
      : [[name, String(value)] as [string, string]],
  );
  const text = new URLSearchParams(given).toString();
  return safeUrl(text === '' ? path : `${path}?${text}`);
}
