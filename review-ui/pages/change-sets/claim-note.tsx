/** Says that another unit sends in the same person at this moment, so that one of the two is asked before both are approved. */
import type { ShownClaim } from '../../../database/claims.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';
import { setAddress } from './set-address.ts';
import { words } from './words.ts';

interface Props {
  readonly claims: readonly ShownClaim[];
  readonly page: PageContext;
}

export const ClaimNote = ({ claims, page }: Props) =>
  claims.length === 0 ? null : (
    <div class="also-claimed">
      {claims.map((claim) => (
        <p key={claim.receipt}>
          <Icon name="warning" />
          <span>
            {page.say(words.alsoClaimed, { unit: claim.unit_name })}
            {page.say(words.alsoClaimedReceipt)} <Receipt claim={claim} />
          </span>
        </p>
      ))}
      <p class="muted small">{page.say(words.alsoClaimedAdvice)}</p>
    </div>
  );

/** A way to the other file for whoever may see it. */
const Receipt = ({ claim: { receipt, change_set_id } }: { claim: ShownClaim }) =>
  change_set_id === null ? (
    <span class="mono">{receipt}</span>
  ) : (
    <a class="mono" href={setAddress(change_set_id)}>
      {receipt}
    </a>
  );
