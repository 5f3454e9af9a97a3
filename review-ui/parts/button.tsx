/** Buttons and links that look like them: one primary per page, quiet ones for the rest. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.tsx';
import { safeUrl } from './safe-url.ts';

/** `primary` is what the page is for; `danger` can't be taken back; `quiet` stands in rows and top lines. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

interface Look {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

interface ButtonProps extends Look {
  /** Default `submit`. */
  readonly type?: 'submit' | 'button';
  readonly name?: string;
  readonly value?: string;
  readonly disabled?: boolean;
  /** Id of the form it submits, when it stands outside. */
  readonly form?: string;
  /** What it says to those who can't see where it stands. */
  readonly label?: string | undefined;
  /** Where it sends its form instead. */
  readonly action?: string;
  /** Id of the `<dialog>` that it opens. */
  readonly opens?: string;
  /** What it says while its form is on the way, where scripts run; it can't be pressed then. */
  readonly busy?: string;
}

export const Button = ({
  kind = 'plain',
  icon,
  children,
  label,
  opens,
  busy,
  action,
  type,
  ...rest
}: ButtonProps) => (
  <button
    type={type ?? (opens === undefined ? 'submit' : 'button')}
    class={kind}
    aria-label={label}
    data-opens={opens}
    data-busy={busy}
    formAction={action}
    {...rest}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

interface LinkButtonProps extends Look {
  readonly href: string;
  /** Saves the answer as a file. */
  readonly download?: boolean;
  /** Id of the `<dialog>` that opens instead, where scripts run. */
  readonly opens?: string;
  readonly label?: string;
}

export const LinkButton = ({
  kind = 'plain',
  icon,
  href,
  download,
  opens,
  label,
  children,
}: LinkButtonProps) => (
  <a class={`button ${kind}`} href={safeUrl(href)} download={download} data-opens={opens} aria-label={label}>
    {icon && <Icon name={icon} />}
    {children}
  </a>
);
