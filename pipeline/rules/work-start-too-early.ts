/** Nobody starts to work before sixteen (Labour Law of the PRC, article 15). */
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

const YOUNGEST_YEARS = 16;

export const workStartTooEarly = rule({
  id: 'work-start-too-early',
  severity: 'warning',
  scope: 'row',
  reads: ['birth_date', 'work_start'],
  title: words('参加工作时间过早', 'Started work too early'),
  message: words('参加工作时不满 16 周岁', 'Younger than 16 when work began'),
  expected: words('{earliest} 或以后', '{earliest} or later'),
  fix: words('请核对参加工作年月和出生日期。', 'Check the month and the birth date.'),
  *check({ values: { birth_date, work_start } }) {
    if (birth_date === null || work_start === null) return;
    const earliest = `${Number(birth_date.slice(0, 4)) + YOUNGEST_YEARS}${birth_date.slice(4, 7)}`;
    if (work_start < earliest) yield { field: 'work_start', params: { earliest } };
  },
});
