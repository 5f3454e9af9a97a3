/** What a seal and an anchor are: keyed digests that nobody who has the database alone can make. */
import { createHash, createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Keys } from './keys.ts';

/** The place of a seal: in its unit's chain, and over all units. Neither has gaps. */
export interface SealPlace {
  readonly number: number;
  readonly unit_id: string;
  readonly sequence: number;
}

/** The last seal of a unit. */
export interface Head {
  readonly sequence: number;
  readonly mac: Buffer;
}

/** What comes before the first seal of a unit, and before the first anchor. */
export const nothingBefore = Buffer.alloc(32);

/**
 * All that an event says, as one text without doubt about where a value ends; but not from where it is seen, which changes when
 * a unit moves. Of the table `e`. Sealing and verifying must read the very same.
 */
export const eventText = sql<string>`json_build_array(e.id, (extract(epoch from e.at) * 1000000)::bigint, e.account_id, e.unit_id,
  e.subject, e.subject_id, e.action, e.detail)::text`;

/** HMAC-SHA256 (RFC 2104) over the place, the seal before it in the unit's chain, and the event's text. */
export const sealOf = (keys: Keys, place: SealPlace, before: Buffer, text: string): Buffer =>
  createHmac('sha256', keys.audit)
    .update(`seal ${place.number} ${place.unit_id} ${place.sequence}\n`)
    .update(before)
    .update(text)
    .digest();

export interface AnchorFacts {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The last seal that it covers. */
  readonly number: number;
  readonly units: number;
}

/** HMAC-SHA256 over the anchor before it and the heads of all units in the order of their ids. */
export function anchorOf(
  keys: Keys,
  facts: AnchorFacts,
  before: Buffer,
  heads: ReadonlyMap<string, Head>,
): Buffer {
  const hash = createHash('sha256');
  const units = [...heads.keys()].sort((one, other) => Number(one) - Number(other));
  for (const unit of units) {
    const head = heads.get(unit) as Head;
    hash.update(`${unit} ${head.sequence}\n`).update(head.mac);
  }
  return createHmac('sha256', keys.audit)
    .update(`anchor ${facts.day} ${facts.number} ${facts.units}\n`)
    .update(before)
    .update(hash.digest())
    .digest();
}
