/** The keyring of a process: the kept keys, unwrapped, and looked at again before anybody can seal with one it hasn't heard of. */
import pg from 'pg';
import {
  firstKeys,
  type KeptPurpose,
  type KeyRing,
  type Keys,
  keptPurposes,
  type RingKey,
  ringKey,
  secretKeys,
  UnknownKeyVersion,
  wrappingKey,
} from './keys.ts';
import { unwrap } from './wrapping.ts';

/** How long ago a look may be when work begins. A new version is announced long before it is used (database/data-keys.ts). */
const longest_unheard_ms = 30_000;

type Queryable = Pick<pg.Pool, 'query'>;

/** What `data_keys` says of one version. */
interface KeptKey {
  readonly purpose: KeptPurpose;
  readonly version: number;
  /** Null: retired. */
  readonly wrapped: Buffer | null;
  readonly is_active: boolean;
}

export class Keyring implements Keys {
  readonly session: string;
  readonly app_password: string;
  readonly #wrapping: Buffer;
  readonly #rings: Readonly<Record<KeptPurpose, Ring>>;
  #looked_at = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  /** Until the first look, and for a registry that keeps no keys, it holds what the secret yields. */
  constructor(secret: string) {
    ({ session: this.session, app_password: this.app_password } = secretKeys(secret));
    this.#wrapping = wrappingKey(secret);
    const first = firstKeys(secret);
    const ringOf = (purpose: KeptPurpose): [KeptPurpose, Ring] => [
      purpose,
      new Ring(first[purpose], () => this.#forgetLook()),
    ];
    this.#rings = Object.fromEntries(keptPurposes.map(ringOf)) as Record<KeptPurpose, Ring>;
  }

  get seal(): KeyRing {
    return this.#rings.seal;
  }

  get trail(): KeyRing {
    return this.#rings.trail;
  }

  get fingerprint(): Buffer {
    return this.#rings.fingerprint.current.key;
  }

  get stamp(): Buffer {
    return this.#rings.stamp.current.key;
  }

  get audit(): Buffer {
    return this.#rings.audit.current.key;
  }

  /** Whether to look before anything is begun. */
  get isOld(): boolean {
    return performance.now() - this.#looked_at > longest_unheard_ms;
  }

  /** One look for all who ask at once. */
  lookAgain(pool: Queryable): Promise<void> {
    this.#looking ??= this.look(pool).finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Takes over what `data_keys` holds. Throws `WrongSecret`. */
  async look(client: Queryable): Promise<void> {
    const asked_at = performance.now();
    const rows = await keptKeys(client);
    // Not migrated yet: that is for readiness to tell, and to be looked at again.
    if (rows === null) return;
    for (const purpose of keptPurposes) {
      const kept = rows.filter((row) => row.purpose === purpose);
      this.#rings[purpose].take(kept, (version, wrapped) =>
        unwrap(this.#wrapping, purpose, version, wrapped),
      );
    }
    this.#looked_at = asked_at;
  }

  #forgetLook(): void {
    this.#looked_at = Number.NEGATIVE_INFINITY;
  }
}

const undefinedTable = '42P01';

/** Null where there is no such table. The clocks of many machines differ: that of the server says which version is in use. */
async function keptKeys(client: Queryable): Promise<KeptKey[] | null> {
  try {
    const { rows } = await client.query<KeptKey>(
      'select purpose, version, wrapped, active_from <= now() as is_active from data_keys order by version',
    );
    return rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === undefinedTable) return null;
    throw error;
  }
}

class Ring implements KeyRing {
  current: RingKey;
  #keys: Map<number, Buffer>;
  #isKept = false;
  readonly #onUnknown: () => void;

  constructor(first: Buffer, onUnknown: () => void) {
    this.current = ringKey(1, first);
    this.#keys = new Map([[1, first]]);
    this.#onUnknown = onUnknown;
  }

  of(version: number): Buffer {
    const key = this.#keys.get(version);
    if (key !== undefined) return key;
    // Whoever tries again finds it, if it is there at all.
    this.#onUnknown();
    throw new UnknownKeyVersion(version);
  }

  /** What is known already is not unwrapped again: the secret may have been changed under a process that still runs. */
  take(kept: readonly KeptKey[], unwrapped: (version: number, wrapped: Buffer) => Buffer): void {
    if (kept.length === 0) return;
    const known = this.#isKept ? this.#keys : new Map<number, Buffer>();
    const keys = new Map<number, Buffer>();
    let current: RingKey | undefined;
    for (const { version, wrapped, is_active } of kept) {
      if (wrapped === null) continue;
      const key = known.get(version) ?? unwrapped(version, wrapped);
      keys.set(version, key);
      if (is_active) current = ringKey(version, key);
    }
    if (current === undefined) throw new Error('no key of data_keys is active');
    [this.#keys, this.current, this.#isKept] = [keys, current, true];
  }
}
