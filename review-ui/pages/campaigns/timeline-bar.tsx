/** A window on the span of its campaign, with today; only repeats the days beside it. */
import { closesAt, opensAt } from '../../../schemas/campaign.ts';

/** First and last day of the whole, `YYYY-MM-DD`. */
export interface TimeSpan {
  readonly first: string;
  readonly last: string;
}

const length = 120;

export const TimelineBar = ({
  window,
  span,
  now,
}: {
  window: { readonly opens_on: string; readonly closes_on: string };
  span: TimeSpan;
  now: Date;
}) => {
  const whole = { opens_on: span.first, closes_on: span.last };
  const begin = opensAt(whole).getTime();
  const all = closesAt(whole).getTime() - begin;
  const at = (instant: Date): number => ((instant.getTime() - begin) / all) * length;
  const today = at(now);
  return (
    <svg
      class="window-bar"
      viewBox={`0 0 ${length} 12`}
      width={length}
      height="12"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="track" x="0" y="5" width={length} height="2" />
      <rect
        class="span"
        x={at(opensAt(window)).toFixed(1)}
        y="2"
        width={Math.max(2, at(closesAt(window)) - at(opensAt(window))).toFixed(1)}
        height="8"
        rx="2"
      />
      {today >= 0 && today <= length && (
        <rect class="today" x={today.toFixed(1)} y="0" width="1.5" height="12" />
      )}
    </svg>
  );
};
