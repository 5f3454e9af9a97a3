/** A burn-up: what is done by each day, against the straight line that reaches everything on the last one. */

export interface BurnUpProps {
  /** Names the drawing for those who don't see it; unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the picture says, in a sentence. */
  readonly about: string;
  /** All that has to be done. */
  readonly whole: number;
  /** Length of the time axis, and where on it `done` ends. */
  readonly days: number;
  readonly elapsed: number;
  /** Done at the beginning and at the end of each day that has begun. */
  readonly done: readonly number[];
  /** Done on the last day if it goes on like this; null where nothing can be said. */
  readonly projected: number | null;
  readonly labels: {
    readonly whole: string;
    readonly now: string;
    readonly first: string;
    readonly last: string;
  };
}

/** The paper, and the plot on it. */
const paper = { width: 480, height: 250 };
const plot = { left: 8, right: 472, top: 30, bottom: 218 };

export const BurnUp = ({ id, title, about, whole, days, elapsed, done, projected, labels }: BurnUpProps) => {
  const x = (day: number): number => round(plot.left + (day / days) * (plot.right - plot.left));
  const y = (value: number): number =>
    round(plot.bottom - (value / Math.max(whole, 1)) * (plot.bottom - plot.top));
  const points = done.map((value, day) => `${x(Math.min(day, elapsed))},${y(value)}`);
  const now = done.at(-1) ?? 0;
  // Near the right edge the label stands to the left of its point.
  const isLate = elapsed > days * 0.7;
  return (
    <svg
      class="burn-up"
      viewBox={`0 0 ${paper.width} ${paper.height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{about}</desc>
      <line class="axis" x1={plot.left} y1={plot.bottom} x2={plot.right} y2={plot.bottom} />
      <line class="whole" x1={plot.left} y1={plot.top} x2={plot.right} y2={plot.top} />
      <text x={plot.left} y={plot.top - 9}>
        {labels.whole}
      </text>
      {points.length > 0 && (
        <polygon
          class="done-area"
          points={[`${x(0)},${plot.bottom}`, ...points, `${x(elapsed)},${plot.bottom}`].join(' ')}
        />
      )}
      <line class="needed" x1={x(0)} y1={y(0)} x2={x(days)} y2={y(whole)} />
      {points.length > 0 && (
        <>
          <polyline class="done" points={points.join(' ')} />
          {projected !== null && (
            <line class="projected" x1={x(elapsed)} y1={y(now)} x2={x(days)} y2={y(projected)} />
          )}
          <circle class="now" cx={x(elapsed)} cy={y(now)} r="5" />
          <text
            class="now-label"
            x={x(elapsed) + (isLate ? -10 : 10)}
            y={Math.min(y(now) + 18, plot.bottom - 6)}
            text-anchor={isLate ? 'end' : 'start'}
          >
            {labels.now}
          </text>
        </>
      )}
      <text x={plot.left} y={plot.bottom + 20}>
        {labels.first}
      </text>
      <text x={plot.right} y={plot.bottom + 20} text-anchor="end">
        {labels.last}
      </text>
    </svg>
  );
};

const round = (value: number): number => Math.round(value * 10) / 10;

/** Which line is which: they differ by their stroke, not by colour alone. */
export const BurnUpKey = ({
  done,
  needed,
  projected,
}: {
  done: string;
  needed: string;
  projected: string;
}) => (
  <ul class="bar-key">
    {[
      ['done', done],
      ['needed', needed],
      ['projected', projected],
    ].map(([key, label]) => (
      <li key={key}>
        <svg class="burn-up-key" viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">
          <line class={key} x1="0" y1="6" x2="24" y2="6" />
        </svg>
        {label}
      </li>
    ))}
  </ul>
);
