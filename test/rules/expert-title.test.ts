/** A guidance expert usually holds a senior or first-grade title. */
import { describe, expect, it } from 'vitest';
import { foundIn } from './forms.ts';

const id = 'expert-title';

describe(id, () => {
  it.each(['正高级', '高级', '一级'])('accepts %s', (title) => {
    expect(foundIn('expert', id, [{ title }])).toEqual([]);
  });
  it.each(['二级', '三级', '未定级'])('looks at %s', (title) => {
    expect(foundIn('expert', id, [{ title }])).toEqual([{ row: 2, field: 'title', params: { title } }]);
  });
});
