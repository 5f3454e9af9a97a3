/** A record as it is read: every field with its value, numbers masked. */
import { masked } from '../../../schemas/mask.ts';
import { recordFields, type TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import type { PageContext } from '../../page.ts';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { Facts } from '../../parts/facts.tsx';

export const Record = ({ record, page }: { record: TeacherRecord; page: PageContext }) => (
  <Facts
    facts={recordFields.map((field) => ({
      term: labelOf(field, page.language),
      value: <CellText field={field} value={masked(field, record[field])} page={page} />,
    }))}
  />
);
