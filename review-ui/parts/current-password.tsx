/** The field for the password that one has: typed unseen, offered by the browser's own keeper, pasted if one likes. */
import { Field } from './field.tsx';

/** @param hint why it is asked for, where that isn't plain */
export const CurrentPassword = ({ label, hint }: { readonly label: string; readonly hint?: string }) => (
  <Field for="password" label={label} hint={hint}>
    <input
      id="password"
      type="password"
      name="password"
      autocomplete="current-password"
      aria-describedby={hint && 'password-hint'}
      required
      maxLength={200}
    />
  </Field>
);
