/** One of a few values to narrow a list by, or any. */
import type { PageContext } from '../../page.ts';
import { Field } from '../../parts/field.tsx';
import { words } from './words.ts';

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly en: string }[];
  readonly chosen: string | undefined;
  readonly page: PageContext;
}

export const Choice = ({ name, label, options, chosen, page }: ChoiceProps) => (
  <Field for={name} label={label}>
    <select id={name} name={name}>
      <option value="">{page.say(words.any)}</option>
      {options.map(({ value, en }) => (
        <option key={value} value={value} selected={value === chosen}>
          {page.language === 'zh' ? value : en}
        </option>
      ))}
    </select>
  </Field>
);
