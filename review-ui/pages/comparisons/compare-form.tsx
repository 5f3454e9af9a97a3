/** Which two days of which unit to compare. */
import { dayOfMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import type { ComparisonModel } from './comparison-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: ComparisonModel;
  readonly page: PageContext;
}

export const CompareForm = ({ model: { compared, unit_id }, page }: Props) => {
  const today = page.day(page.now);
  return (
    <form method="get" action="/teachers/compare" class="search-form">
      <input type="hidden" name="unit" value={unit_id} />
      <Field for="from" label={page.say(words.from)}>
        <input
          id="from"
          type="date"
          name="from"
          value={compared === null ? '' : dayOfMoment(compared.from, page)}
          max={today}
          required
        />
      </Field>
      <Field for="to" label={page.say(words.to)}>
        <input
          id="to"
          type="date"
          name="to"
          value={compared === null ? today : dayOfMoment(compared.to, page)}
          max={today}
          required
        />
      </Field>
      <Button>{page.say(words.compare)}</Button>
    </form>
  );
};
