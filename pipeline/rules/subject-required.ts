/** A full-time teacher of a primary or secondary stage teaches a subject; heads and others may. */
import { subjectsOfStage } from '../../schemas/subject.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

export const subjectRequired = rule({
  id: 'subject-required',
  severity: 'error',
  scope: 'row',
  reads: ['stage', 'subject', 'post_type'],
  title: words('专任教师未填学科', 'Subject of a teacher is blank'),
  message: words('{stage}专任教师必须填写任教学科', 'A full-time teacher ({stage}) needs a subject'),
  expected: words('{choices}', '{choices}'),
  fix: words('请从下拉列表选择任教学科。', 'Choose the subject from the list.'),
  *check({ values, isBlank }) {
    const { stage, post_type } = values;
    if (stage === null || stage === '幼儿园' || post_type !== '专任教师' || !isBlank('subject')) return;
    yield { field: 'subject', params: { stage, choices: subjectsOfStage[stage].join('、') } };
  },
});
