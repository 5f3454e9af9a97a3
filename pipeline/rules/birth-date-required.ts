/** A passport or an old foreign resident's number doesn't tell the birth date, so the cell must. */
import { words } from '../explanation.ts';
import { documentOf } from '../identity.ts';
import { rule } from '../rule.ts';

export const birthDateRequired = rule({
  id: 'birth-date-required',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number', 'birth_date'],
  title: words('护照等证件须填出生日期', 'Birth date needed with this document'),
  message: words('证件类型是“{type}”，必须填写出生日期', 'With "{type}" the birth date must be given'),
  expected: words('年-月-日，如 1985-03-07', 'Year-month-day, such as 1985-03-07'),
  fix: words('请按证件填写出生日期。', 'Give the birth date of the document.'),
  *check({ values, isBlank }) {
    const document = documentOf(values);
    const silent = document?.shape === 'passport' || document?.shape === 'foreign-old';
    if (silent && isBlank('birth_date')) yield { field: 'birth_date', params: { type: document.type } };
  },
});
