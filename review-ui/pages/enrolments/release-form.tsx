/** Taking an enrolment back, folded away until it is wanted: never without a reason. */
import { longestExcuse_chars } from '../../../schemas/enrolment.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { words } from './words.ts';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly page: PageContext;
}

export const ReleaseForm = ({ id, name, page }: Props) => (
  <details class="enrol-release">
    <summary aria-label={page.say(words.releaseOf, { name })}>{page.say(words.release)}</summary>
    <form method="post" action={`/enrolments/${id}/release`}>
      <CsrfField page={page} />
      <input
        type="text"
        name="reason"
        required
        maxLength={longestExcuse_chars}
        placeholder={page.say(words.reason)}
        aria-label={page.say(words.releaseReason, { name })}
      />
      <Button kind="danger">{page.say(words.releaseConfirm)}</Button>
    </form>
  </details>
);
