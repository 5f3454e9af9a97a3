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
      {/* None is chosen beforehand: a reason that nobody chose would still be read as one. */}
      {canned.map((one) => (
        <label key={one.zh} class="check-line">
          <input type="radio" name="reason" value={one.zh} required />
          {page.say(one)}
        </label>
      ))}
      <label class="check-line">
        <input type="radio" name="reason" value="" required data-other />
        {page.say(words.another)}
      </label>
    </fieldset>
    <Field for={`${id}-other`} label={page.say(words.otherReason)}>
      <textarea id={`${id}-other`} name="other" rows={2} maxLength={400} />
    </Field>
  </div>
);
