/** The head of a page: what it is, one line about it, and what can be done here. */
import type { ComponentChildren } from 'preact';

interface PageHeadProps {
  readonly title: string;
  /** A badge or two beside the title. */
  readonly beside?: ComponentChildren;
  readonly about?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

export const PageHead = ({ title, beside, about, actions }: PageHeadProps) => (
  <div class="page-head">
    <div>
      <h1>
        {title}
        {beside && <span class="beside"> {beside}</span>}
      </h1>
      {about && <p class="about muted">{about}</p>}
    </div>
    {actions && <div class="actions">{actions}</div>}
  </div>
);
