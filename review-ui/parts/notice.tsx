/** A notice: one thing that the reader should know now, and what to do about it. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons.tsx';

export type NoticeTone = 'info' | 'good' | 'warning' | 'error';
const icons: Readonly<Record<NoticeTone, IconName>> = {
  info: 'info',
  good: 'check',
  warning: 'warning',
  error: 'warning',
};

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: string;
  /** Read out at once: for what just went wrong. */
  readonly urgent?: boolean;
  readonly children?: ComponentChildren;
}

export const Notice = ({ tone, title, urgent, children }: NoticeProps) => (
  <div class={`notice ${tone}`} role={urgent ? 'alert' : undefined}>
    <Icon name={icons[tone]} />
    <div>
      {title && <p class="notice-title">{title}</p>}
      {children}
    </div>
  </div>
);
