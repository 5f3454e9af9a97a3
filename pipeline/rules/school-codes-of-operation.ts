/** Which codes a row needs follows from what it does: a change names its school, a closure the school that goes. */
import type { Operation } from '../../schemas/organisation-choices.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

const needed: Readonly<Partial<Record<Operation, 'school_code' | 'old_code'>>> = {
  变更: 'school_code',
  撤并: 'old_code',
};

export const schoolCodesOfOperation = rule({
  id: 'school-codes-of-operation',
  severity: 'error',
  scope: 'row',
  reads: ['operation', 'school_code', 'old_code'],
  title: words('缺少标识码', 'A code is missing'),
  message: words('“{operation}”必须填写“{label}”', '"{operation}" needs "{label}"'),
  fix: words('请填写 10 位标识码。', 'Give the code of 10 digits.'),
  *check({ values: { operation }, isBlank }) {
    const field = operation === null ? undefined : needed[operation];
    if (field !== undefined && isBlank(field)) yield { field, params: { operation } };
  },
});
