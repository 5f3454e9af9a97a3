/** A school offers stages that its kind can have; institutions have none of their own (GB/T 33782-2017, DOMAIN §4). */
import { stagesOfKind } from '../../schemas/organisation-choices.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const schoolKindOfStages = rule({
  id: 'school-kind-of-stages',
  severity: 'error',
  scope: 'row',
  reads: ['school_kind', 'stages'],
  title: words('学段与办学类型不符', 'Stages do not fit the kind of school'),
  message: words('“{kind}”不能开设“{found}”', 'A "{kind}" cannot offer "{found}"'),
  expected: [
    words('{possible}', '{possible}'),
    words('留空：{without}没有学段', 'Blank: {without} has no stages'),
  ],
  fix: words('请核对办学类型和学段。', 'Check the kind and the stages.'),
  *check({ values: { school_kind, stages } }) {
    if (school_kind === null || stages === null) return;
    const possible: readonly string[] = stagesOfKind.get(school_kind) ?? [];
    const wrong = stages.split('、').filter((stage) => !possible.includes(stage));
    if (wrong.length === 0) return;
    yield {
      field: 'stages',
      params: {
        ...{ kind: school_kind, found: wrong.join('、'), possible: possible.join('、') },
        without: possible.length === 0 ? school_kind : '',
      },
    };
  },
});
