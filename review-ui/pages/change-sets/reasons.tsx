/** A reason: one of those that are given most, and room for another. */
import type { Words } from '../../../schemas/language.ts';
import type { PageContext } from '../../page.ts';
import { Field } from '../../parts/field.tsx';
import { words } from './words.ts';

interface Props {
  /** Prefix of ids, unique on the page. */
  readonly id: string;
  readonly canned: readonly Words[];
  readonly page: PageContext;
}

export const Reasons = ({ id, canned, page }: Props) => (
  <div class="stack">
    <fieldset class="canned">
      <legend>{page.say(words.reason)}</legend>
      {canned.map((one, index) => (
        <label key={one.zh} class="check-line">
          <input type="radio" name="reason" value={one.zh} checked={index === 0} />
          {page.say(one)}
        </label>
      ))}
    </fieldset>
    <Field for={`${id}-other`} label={page.say(words.otherReason)}>
      <textarea id={`${id}-other`} name="other" rows={2} maxLength={400} />
    </Field>
  </div>
);
