/** Each stage teaches its own list of subjects: 16 senior, 15 junior, 11 primary (DOMAIN §2). */
import { subjectsOfStage } from '../../schemas/subject.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const subjectOfStage = rule({
  id: 'subject-of-stage',
  severity: 'error',
  scope: 'row',
  reads: ['stage', 'subject'],
  title: words('学科不属于该学段', 'Subject is not taught at the stage'),
  message: words('{stage}没有“{subject}”学科', '{stage} has no subject "{subject}"'),
  expected: words('{choices}', '{choices}'),
  fix: words('请核对任教学段和任教学科。', 'Check the stage and the subject.'),
  *check({ values }) {
    const { stage, subject } = values;
    if (stage === null || subject === null || stage === '幼儿园') return;
    const taught = subjectsOfStage[stage];
    if (!taught.includes(subject))
      yield { field: 'subject', params: { stage, subject, choices: taught.join('、') } };
  },
});
