/** A school says which stages it offers: that decides what its teachers may enrol in. */
import { stagesOfKind } from '../../schemas/organisation-choices.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const schoolStagesRequired = rule({
  id: 'school-stages-required',
  severity: 'error',
  scope: 'row',
  reads: ['school_kind', 'stages', 'operation'],
  title: words('学校未填学段', 'Stages of a school are blank'),
  message: words('“{kind}”必须填写学段', 'A "{kind}" must say which stages it offers'),
  expected: words('{possible}', '{possible}'),
  fix: words('请填写学校实际开设的学段。', 'Give the stages that the school really offers.'),
  *check({ values: { school_kind, operation }, isBlank }) {
    const possible = school_kind === null ? undefined : stagesOfKind.get(school_kind);
    if (possible === undefined || operation === '撤并' || !isBlank('stages')) return;
    yield { field: 'stages', params: { kind: school_kind, possible: possible.join('、') } };
  },
});
