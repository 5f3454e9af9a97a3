/** An empty page says what will be here and how it gets here. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.tsx';

interface EmptyStateProps {
  readonly title: string;
  readonly icon?: IconName;
  readonly children?: ComponentChildren;
}

export const EmptyState = ({ title, icon = 'info', children }: EmptyStateProps) => (
  <div class="empty-state">
    <Icon name={icon} />
    <p class="empty-title">{title}</p>
    {children && <div class="muted">{children}</div>}
  </div>
);
