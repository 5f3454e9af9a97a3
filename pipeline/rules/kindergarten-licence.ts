/** A kindergarten without the county's licence can be registered, but its teachers can't enrol (DOMAIN §1). */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const kindergartenLicence = rule({
  id: 'kindergarten-licence',
  severity: 'warning',
  scope: 'row',
  reads: ['operation', 'school_kind', 'licence_no'],
  title: words('幼儿园没有办园许可证号', 'Kindergarten without a licence'),
  message: words('没有办园许可证号，教师不能报名', 'Without a licence its teachers cannot enrol'),
  expected: words('县级颁发的办园许可证号', "The number of the county's licence"),
  fix: words('如已有许可证，请填写。', 'Fill it in if there is one.'),
  *check({ values: { operation, school_kind }, isBlank }) {
    if (school_kind === '幼儿园' && operation !== '撤并' && isBlank('licence_no'))
      yield { field: 'licence_no' };
  },
});
