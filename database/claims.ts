/** Claims: which other files in flight say that the same person is their unit's. */
import type { Claim } from '../schemas/snapshot.ts';
import { identityKey } from '../schemas/snapshot.ts';
import { claimingStates } from '../schemas/upload-lifecycle.ts';
import type { Scoped } from './scope.ts';
import { statement } from './statement.ts';
import { identityHash } from './teacher-record.ts';

type ClaimRow = Omit<Claim, 'document'> & { readonly identity_hash: Buffer };

const claimsOn = statement<ClaimRow>(
  'claims-on-documents',
  'select identity_hash, unit_id, unit_name, receipt from claims_in_flight($1::bytea[], $2::text[])',
);

export interface NamedDocument {
  readonly id_type: string | null;
  readonly id_number: string | null;
}

/** More documents than this are asked for in portions, so that nobody else waits for all of them. */
const mostAtOnce = 5_000;

/** Every claim of a file in flight on one of these documents, whose unit it may be that asks. One statement for 5,000 of them. */
export async function claimsOnDocuments(tx: Scoped, documents: readonly NamedDocument[]): Promise<Claim[]> {
  const found: Claim[] = [];
  for (let at = 0; at < documents.length; at += mostAtOnce) {
    const byHash = new Map(
      documents
        .slice(at, at + mostAtOnce)
        .map((one) => [identityHash(tx.keys, one).toString('hex'), one] as const),
    );
    const hashes = [...byHash.keys()].map((hash) => Buffer.from(hash, 'hex'));
    for (const { identity_hash, ...claim } of await claimsOn(tx, [hashes, claimingStates])) {
      const document = byHash.get(identity_hash.toString('hex'));
      if (document !== undefined) found.push({ ...claim, document: identityKey(document) });
    }
  }
  return found;
}

/** Another unit's claim as a reviewer sees it; its change set only where that lies within the reader's scope. */
export interface ShownClaim {
  readonly unit_name: string;
  readonly receipt: string;
  readonly change_set_id: string | null;
}

interface ShownClaimRow extends ShownClaim {
  readonly change_id: string;
}

const claimsBeside = statement<ShownClaimRow>(
  'claims-beside-changes',
  `with asked as materialized (
    select c.id, c.identity_hash, u.unit_id from changes c join uploads u on u.id = c.upload_id
    where c.id = any($1::bigint[]) and c.identity_hash is not null)
  select asked.id as change_id, other.unit_name, other.receipt, own.change_set_id
  from claims_in_flight(array(select identity_hash from asked), $2::text[]) as other
  join asked on asked.identity_hash = other.identity_hash and asked.unit_id <> other.unit_id
  left join uploads own on own.receipt = other.receipt and own.unit_path >= $3 and own.unit_path < $3 || '~'
  order by other.receipt`,
);

/** Change → claims of other units on the same person at this moment, whether or not a check could tell. */
export async function claimsBesideChanges(
  tx: Scoped,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ShownClaim[]>> {
  const claims = new Map<string, ShownClaim[]>();
  if (changeIds.length === 0) return claims;
  for (const { change_id, ...claim } of await claimsBeside(tx, [changeIds, claimingStates, tx.scope])) {
    claims.set(change_id, [...(claims.get(change_id) ?? []), claim]);
  }
  return claims;
}
