/** Gives each column the parser of its kind. */
import type { Column, ColumnKind } from '../../schemas/column.ts';
import type { CellParser, CellStorage } from './cell-parser.ts';
import { oneOf, someOf } from './choice.ts';
import { day, month } from './date.ts';
import { personName } from './name.ts';
import {
  certificateNumber,
  emailAddress,
  identityNumber,
  mobileNumber,
  schoolCodeNumber,
  wholeNumber,
} from './numbers.ts';
import { plainText } from './plain.ts';
import { yesOrNo } from './yes-no.ts';

const byKind: Readonly<Record<ColumnKind, (column: Column, storage: CellStorage) => CellParser>> = {
  text: plainText,
  person_name: personName,
  choice: (column) => oneOf(column.choices),
  several: (column) => someOf(column.choices),
  yes_no: () => yesOrNo,
  date: day,
  month,
  identity_number: identityNumber,
  certificate: () => certificateNumber,
  mobile: () => mobileNumber,
  email: emailAddress,
  school_code: () => schoolCodeNumber,
  count: () => wholeNumber,
};

export const parserOf = (column: Column, storage: CellStorage): CellParser =>
  byKind[column.kind](column, storage);
