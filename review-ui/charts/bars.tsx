/** One bar in parts, as wide as its place; it stands in a row of the table that holds its numbers. */

export interface BarPart {
  readonly key: string;
  readonly label: string;
  readonly value: number;
}

interface BarProps {
  /** In the order they are drawn; each part's class is `bar-<key>`. */
  readonly parts: readonly BarPart[];
  /** Parts by name and number, for those who don't see the bar. */
  readonly about: string;
}

const width = 100;
const height = 12;

export const Bar = ({ parts, about }: BarProps) => {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  let drawn = 0;
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={about}
    >
      {parts
        .filter(({ value }) => value > 0)
        .map(({ key, value }) => {
          const x = (drawn / whole) * width;
          drawn += value;
          return (
            <rect
              key={key}
              class={`bar-${key}`}
              x={x}
              y="0"
              width={(value / whole) * width}
              height={height}
            />
          );
        })}
    </svg>
  );
};

/** Which part is which. */
export const BarKey = ({ parts }: { parts: readonly Omit<BarPart, 'value'>[] }) => (
  <ul class="bar-key">
    {parts.map(({ key, label }) => (
      <li key={key}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <rect class={`bar-${key}`} width="12" height="12" rx="2" />
        </svg>
        {label}
      </li>
    ))}
  </ul>
);
