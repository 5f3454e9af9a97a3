/** Teachers teach a stage that their school offers; certified heads and institution staff may choose any (DOMAIN §2). */
import { mayChooseAnyStage } from '../../schemas/stage-choice.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const stageOfferedByUnit = rule({
  id: 'stage-offered-by-unit',
  severity: 'error',
  scope: 'row',
  reads: ['stage', 'post_type', 'cert_type'],
  title: words('学校没有该学段', 'Stage is not offered by the school'),
  message: words('“{unit}”没有“{stage}”学段', '"{unit}" does not offer {stage}'),
  expected: words('{stages}', '{stages}'),
  fix: words(
    '请核对任教学段；如学校学段有变，请联系县级管理员。',
    'Check the stage; if the school now offers it, tell the county.',
  ),
  *check({ values, context: { unit } }) {
    if (unit === null || values.stage === null || unit.stages.length === 0) return;
    if (unit.stages.includes(values.stage) || mayChooseAnyStage(values, unit)) return;
    yield {
      field: 'stage',
      params: { unit: unit.name, stage: values.stage, stages: unit.stages.join('、') },
    };
  },
});
