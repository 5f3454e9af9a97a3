/** The fields that say who an admin is, in the form of an account and in that of a new unit. */
import type { PageContext } from '../../page.ts';
import { Field } from '../../parts/field.tsx';
import { words } from './words.ts';

interface Props {
  readonly page: PageContext;
  /** Before each field's name: a unit's form has a name of its own. */
  readonly prefix?: string;
  readonly required: boolean;
  /** The account is there and keeps its name. */
  readonly isNamed?: boolean;
  readonly values?: Readonly<Record<string, string>>;
  /** Names of fields that were not as they should be. */
  readonly wrong?: readonly string[];
}

export const AdminFields = ({
  page,
  prefix = '',
  required,
  isNamed = false,
  values = {},
  wrong = [],
}: Props) => {
  const field = (
    name: 'username' | 'name' | 'mobile' | 'email',
    hint: string | undefined,
    input: { type?: string; pattern?: string; maxLength: number; required?: boolean },
  ) => {
    const id = `${prefix}${name}`;
    const error = wrong.includes(id) ? page.say(words.wrongField) : undefined;
    const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
    return (
      <Field for={id} label={page.say(words[name === 'name' ? 'person' : name])} hint={hint} error={error}>
        <input
          id={id}
          name={id}
          value={values[id] ?? ''}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={described === '' ? undefined : described}
          aria-invalid={error === undefined ? undefined : 'true'}
          {...{ required, ...input }}
        />
      </Field>
    );
  };
  return (
    <>
      {!isNamed &&
        field('username', page.say(words.usernameHint), {
          pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]{2,39}',
          maxLength: 40,
        })}
      {field('name', undefined, { maxLength: 50 })}
      {field('mobile', page.say(words.mobileHint), { type: 'tel', pattern: '1[3-9][0-9]{9}', maxLength: 11 })}
      {field('email', page.say(words.optional), { type: 'email', maxLength: 100, required: false })}
    </>
  );
};
