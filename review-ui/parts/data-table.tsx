/** A table that becomes cards, one a row, where there is no width for columns. */
import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** `num` stands right, `id` is monospaced, `time` does not wrap, `wide` takes what width is left. */
  readonly kind?: 'num' | 'id' | 'time' | 'wide';
  /** The cell that names the row. */
  readonly header?: boolean;
}

interface DataTableProps<Row> {
  /** What the rows are; read out, not shown. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

export const DataTable = <Row,>({ caption, columns, rows, keyOf }: DataTableProps<Row>) => (
  <div class="table-frame">
    <table class="cards">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" class={column.kind}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) =>
              column.header ? (
                <th key={column.label} scope="row" class={column.kind} data-label={column.label}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.label} class={column.kind} data-label={column.label}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
