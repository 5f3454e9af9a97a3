/** Heat tiles as the table that they are: each cell has its number, and the shade only repeats it. */
import { shadeOf } from './shade.ts';

interface HeatTableProps {
  readonly caption: string;
  /** What the rows are. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    /** In the order of the columns. */
    readonly values: readonly number[];
  }[];
  readonly number: (value: number) => string;
}

export const HeatTable = ({ caption, corner, columns, rows, number }: HeatTableProps) => {
  const most = Math.max(1, ...rows.flatMap(({ values }) => values));
  return (
    // A table that is wider than the page is scrolled by keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="table-frame heat-frame" tabIndex={0} aria-label={caption}>
      <table class="heat-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((label) => (
              <th key={label} scope="col" class="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {values.map((value, at) => (
                <td key={columns[at]} class={`num heat ${shadeOf(value / most)}`}>
                  {value === 0 ? '' : number(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
