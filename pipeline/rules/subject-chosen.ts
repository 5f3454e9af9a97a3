/** Whoever enrols, moves or guides at a primary or secondary stage does so in a subject (DOMAIN §5 B, D, E). */
import { subjectsOfStage } from '../../schemas/subject.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const subjectChosen = rule({
  id: 'subject-chosen',
  severity: 'error',
  scope: 'row',
  reads: ['stage', 'subject'],
  templates: ['enrolment', 'transfer', 'expert'],
  title: words('未填学科', 'Subject is blank'),
  message: words('{stage}必须填写“{label}”', '{stage} needs "{label}"'),
  expected: words('{choices}', '{choices}'),
  fix: words('请从下拉列表选择一个学科。', 'Choose one subject from the list.'),
  *check({ values: { stage }, isBlank }) {
    if (stage === null || stage === '幼儿园' || !isBlank('subject')) return;
    yield { field: 'subject', params: { stage, choices: subjectsOfStage[stage].join('、') } };
  },
});
