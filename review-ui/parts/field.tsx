/** A form field: its label above it, what is expected below, and what was wrong. */
import type { ComponentChildren } from 'preact';

interface FieldProps {
  /** Id of the control inside. */
  readonly for: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: ComponentChildren;
}

/** The control names `<id>-hint` or `<id>-error` in its `aria-describedby`. */
export const Field = ({ for: id, label, hint, error, children }: FieldProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    {children}
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="field-error" id={`${id}-error`}>
        {error}
      </p>
    )}
  </div>
);
