/** Teachers teach a stage of their school. */
import { describe, expect, it } from 'vitest';
import { foundBy, school } from '../pipeline/builders.ts';

const found = foundBy.bind(null, 'stage-offered-by-unit');

describe('stage-offered-by-unit', () => {
  it('accepts a stage of the school', () => {
    expect(found({})).toEqual([]);
  });

  it('accepts both stages of a nine-year school', () => {
    expect(
      found({ stage: '初中', subject: '物理' }, { unit: { ...school, stages: ['小学', '初中'] } }),
    ).toEqual([]);
  });

  it('accepts any stage in a research institute', () => {
    expect(
      found(
        { stage: '高中', subject: '物理' },
        { unit: { ...school, kind: 'research_institute', stages: ['小学'] } },
      ),
    ).toEqual([]);
  });

  it('accepts any stage of a head with a primary or secondary certificate', () => {
    expect(found({ post_type: '校（园）长', stage: '高中', subject: '物理' })).toEqual([]);
  });

  it('accepts any stage of a researcher', () => {
    expect(found({ post_type: '教研', stage: '高中', subject: '物理' })).toEqual([]);
  });

  it('is silent without a unit', () => {
    expect(found({ stage: '高中', subject: '物理' }, { unit: null })).toEqual([]);
  });

  it("finds a stage that the school doesn't offer", () => {
    expect(found({ stage: '初中', subject: '物理' })).toEqual([
      { field: 'stage', params: { unit: '历下区实验小学', stage: '初中', stages: '小学' } },
    ]);
  });

  it('finds it for a head without such a certificate', () => {
    expect(
      found({ post_type: '校（园）长', stage: '初中', subject: '物理', cert_type: '幼儿园教师资格' }),
    ).toEqual([{ field: 'stage', params: { unit: '历下区实验小学', stage: '初中', stages: '小学' } }]);
  });
});
