/** Vocational and special schools are registered but not collected unless a setting says so (DOMAIN §4). */
import { kindsOutOfScope } from '../../schemas/organisation-choices.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const schoolKindOutOfScope = rule({
  id: 'school-kind-out-of-scope',
  severity: 'warning',
  scope: 'row',
  reads: ['school_kind', 'operation'],
  title: words('办学类型不在采集范围', 'Kind of school that is not collected'),
  message: words('“{kind}”默认不采集教师信息', 'Teachers of a "{kind}" are not collected by default'),
  fix: words('如只登记学校，无需处理。', 'Nothing to do if only the school is to be registered.'),
  *check({ values: { school_kind, operation } }) {
    if (school_kind === null || operation === '撤并' || !kindsOutOfScope.includes(school_kind)) return;
    yield { field: 'school_kind', params: { kind: school_kind } };
  },
});
