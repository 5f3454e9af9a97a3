/** The words that a list is searched by, kept in its address beside what else narrows it. */
import type { PageContext } from '../page.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { parts } from './words.ts';

interface Props {
  /** Path of the list. */
  readonly action: string;
  readonly label: string;
  readonly placeholder: string;
  readonly search: string | undefined;
  /** What else narrows the list, and goes on doing so. */
  readonly keep?: Readonly<Record<string, string | undefined>>;
  readonly page: PageContext;
}

export const SearchForm = ({ action, label, placeholder, search = '', keep = {}, page }: Props) => (
  <form method="get" action={action} class="search-form by-words">
    {Object.entries(keep).map(
      ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
    )}
    <Field for="search" label={label}>
      <input id="search" name="search" value={search} maxLength={50} placeholder={placeholder} />
    </Field>
    <Button icon="search">{page.say(parts.find)}</Button>
  </form>
);
