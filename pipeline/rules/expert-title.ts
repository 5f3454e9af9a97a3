/** A guidance expert usually holds a senior or first-grade title. */
import type { FieldValues } from '../../schemas/sheets.ts';
import { words } from '../explanation.ts';
import { rule } from '../rule.ts';

const unusual: readonly FieldValues['title'][] = ['二级', '三级', '未定级'];

export const expertTitle = rule({
  id: 'expert-title',
  severity: 'warning',
  scope: 'row',
  reads: ['title', 'level'],
  title: words('专家职称偏低', 'Low title for an expert'),
  message: words('专家职称为“{title}”', 'The expert has the title "{title}"'),
  expected: words('一级及以上', 'First grade or above'),
  fix: words('请核对职称和人选。', 'Check the title and the person.'),
  *check({ values: { title } }) {
    if (unusual.includes(title)) yield { field: 'title', params: { title } };
  },
});
