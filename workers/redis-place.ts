/** What `REDIS_URL` may say: one server, a master that sentinels know, or the nodes of a cluster. */

interface Host {
  readonly host: string;
  readonly port: number;
}

interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
}

/** One server; a master that sentinels know by its name; or the nodes of a cluster by which the others are found. */
export type RedisPlace =
  | { readonly kind: 'single'; readonly url: string }
  | {
      readonly kind: 'sentinel';
      readonly hosts: readonly Host[];
      readonly name: string;
      readonly login: Login;
      readonly sentinel_password?: string;
    }
  | { readonly kind: 'cluster'; readonly hosts: readonly Host[]; readonly login: Login };

const form =
  /^(?<protocol>rediss?)\+(?<kind>sentinel|cluster):\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<name>[^/?#]*))?(?:\?sentinel_password=(?<sentinel_password>[^&#]+))?$/;
const usualPorts = { sentinel: 26_379, cluster: 6_379 } as const;

/**
 * `redis://…` or `rediss://…` for one server; `redis+sentinel://:PASSWORD@HOST:PORT,HOST:PORT/MASTER`, with
 * `?sentinel_password=…` where the sentinels ask for one; `redis+cluster://:PASSWORD@HOST:PORT,HOST:PORT`. With TLS `rediss+…`.
 * Null for anything else.
 */
export function redisPlaceOf(text: string): RedisPlace | null {
  if (!text.includes('+')) return isSingle(text) ? { kind: 'single', url: text } : null;
  const said = form.exec(text)?.groups;
  if (said === undefined) return null;
  const kind = said.kind as 'sentinel' | 'cluster';
  const hosts = hostsOf(said.hosts ?? '', usualPorts[kind]);
  const login = loginOf(said.login);
  const sentinel_password = decoded(said.sentinel_password ?? '');
  if (hosts === null || login === null || sentinel_password === null) return null;
  const tls = said.protocol === 'rediss' ? { tls: {} } : {};
  const found = { hosts, login: { ...login, ...tls } };
  if (kind === 'sentinel') {
    const asked = sentinel_password === '' ? {} : { sentinel_password };
    return said.name ? { kind, ...found, name: said.name, ...asked } : null;
  }
  return said.name || sentinel_password ? null : { kind, ...found };
}

const isSingle = (text: string): boolean =>
  URL.canParse(text) && ['redis:', 'rediss:'].includes(new URL(text).protocol);

function hostsOf(text: string, usualPort: number): Host[] | null {
  const hosts = text.split(',').map((each) => {
    // An address of IPv6 stands in brackets, since it has colons of its own.
    const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(each) ?? [];
    const number = port === undefined ? usualPort : Number(port);
    const host = bracketed ?? plain;
    return host === undefined || number < 1 || number > 65_535 ? null : { host, port: number };
  });
  return hosts.includes(null) ? null : (hosts as Host[]);
}

/** `user:password`, `:password`, or nothing; percent signs as in any address. */
function loginOf(text: string | undefined): Login | null {
  if (text === undefined || text === '') return {};
  const [user = '', ...rest] = text.split(':');
  const [username, password] = [decoded(user), decoded(rest.join(':'))];
  if (username === null || password === null || password === '') return null;
  return { ...(username === '' ? {} : { username }), password };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
