/** A dialog over the page; `data-opens="<id>"` on a button or link opens it (client/dialogs.js). */
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons.tsx';
import type { PageContext } from '../page.ts';
import { parts } from './words.ts';

interface DialogProps {
  readonly page: PageContext;
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

export const Dialog = ({ page, id, title, children }: DialogProps) => (
  <dialog id={id} aria-labelledby={`${id}-title`}>
    <div class="dialog-head">
      <h2 id={`${id}-title`}>{title}</h2>
      {/* `method="dialog"` closes without a script of ours. */}
      <form method="dialog">
        <button type="submit" class="quiet" aria-label={page.say(parts.close)}>
          <Icon name="cross" />
        </button>
      </form>
    </div>
    {children}
  </dialog>
);
