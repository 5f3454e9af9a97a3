/** A dumbbell: what is needed beside what there is, with the gap between them; it stands in the row that holds both numbers. */

interface DumbbellProps {
  readonly needed: number;
  readonly available: number;
  /** The longest of all rows, so that they compare. */
  readonly most: number;
  /** Both numbers in words, for those who don't see it. */
  readonly about: string;
}

const width = 160;
const edge = 8;

export const Dumbbell = ({ needed, available, most, about }: DumbbellProps) => {
  const x = (count: number): number =>
    Math.round((edge + (count / Math.max(most, 1)) * (width - 2 * edge)) * 10) / 10;
  return (
    <svg class="dumbbell" viewBox={`0 0 ${width} 16`} width={width} height="16" role="img" aria-label={about}>
      <line class="dumbbell-axis" x1={edge} y1="8" x2={width - edge} y2="8" />
      <line
        class={needed > available ? 'dumbbell-gap' : 'dumbbell-spare'}
        x1={x(available)}
        y1="8"
        x2={x(needed)}
        y2="8"
      />
      <circle class="dumbbell-needed" cx={x(needed)} cy="8" r="5" />
      <rect class="dumbbell-available" x={x(available) - 4} y="4" width="8" height="8" />
    </svg>
  );
};

/** Which mark is which: they differ by their shape, not by colour alone. */
export const DumbbellKey = ({ needed, available }: { needed: string; available: string }) => (
  <ul class="bar-key">
    <li>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle class="dumbbell-needed" cx="6" cy="6" r="5" />
      </svg>
      {needed}
    </li>
    <li>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <rect class="dumbbell-available" x="2" y="2" width="8" height="8" />
      </svg>
      {available}
    </li>
  </ul>
);
