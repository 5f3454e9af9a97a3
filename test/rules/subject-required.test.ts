/** Full-time teachers of primary and secondary stages have a subject. */
import { describe, expect, it } from 'vitest';
import { foundBy } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'subject-required');

describe('subject-required', () => {
  it('accepts a teacher with a subject', () => {
    expect(found({})).toEqual([]);
  });

  it('asks nothing of a head', () => {
    expect(found({ post_type: '校（园）长', subject: '' })).toEqual([]);
  });

  it('asks nothing of a kindergarten', () => {
    expect(found({ stage: '幼儿园', subject: '' })).toEqual([]);
  });

  it("is silent when the subject can't be read", () => {
    expect(found({ subject: '烹饪' })).toEqual([]);
  });

  it('finds a teacher without one', () => {
    expect(found({ subject: '' })).toEqual([
      {
        field: 'subject',
        params: {
          stage: '小学',
          choices:
            '语文、数学、英语、科学、音乐、体育、美术、道德与法治、信息技术、综合实践活动、心理健康教育',
        },
      },
    ]);
  });
});
