/** The way from today's registry to that of a day: its roster, or what has changed since. */
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { words } from './words.ts';

export const PastForm = ({ unit, page }: { unit: string | undefined; page: PageContext }) => (
  <details class="by-number">
    <summary>{page.say(words.toThePast)}</summary>
    <form method="get" action="/teachers" class="search-form">
      {unit && <input type="hidden" name="unit" value={unit} />}
      <Field for="as_of" label={page.say(words.showAsOf)}>
        <input id="as_of" type="date" name="as_of" max={page.day(page.now)} required />
      </Field>
      <Button>{page.say(words.show)}</Button>
      <button type="submit" class="plain" formAction="/teachers/compare">
        {page.say(words.compareWithNow)}
      </button>
    </form>
  </details>
);
