/** A changed cell as a reviewer sees it: personal numbers masked on each side. */
import type { CellChange } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import type { RecordField } from '../../../schemas/sheets/teacher.ts';

export const maskedCell = (field: RecordField, cell: CellChange): CellChange => ({
  old: masked(field, cell.old),
  new: masked(field, cell.new),
  ...(cell.base === undefined ? {} : { base: masked(field, cell.base) }),
});
