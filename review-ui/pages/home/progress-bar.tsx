/** How far something has come, as a bar with the numbers it stands for. */
import type { PageContext } from '../../page.ts';

interface ProgressBarProps {
  readonly page: PageContext;
  readonly label: string;
  readonly value: number;
  readonly of: number;
}

export const ProgressBar = ({ page, label, value, of }: ProgressBarProps) => (
  <span class="progress-bar">
    <progress value={value} max={Math.max(of, 1)} aria-label={label} />
    <span class="progress-text">
      {page.number(value)} / {page.number(of)}
    </span>
  </span>
);
