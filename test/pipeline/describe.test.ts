/** Findings in the reader's words. */
import { expect, it } from 'vitest';
import { describe as describeIssue, titleOf } from '../../pipeline/describe.ts';
import { as, check, row, type TypedRow } from './builders.ts';

const first = (changes: TypedRow, contextChanges = {}) => {
  const issue = check([row(changes)], contextChanges).issues[0];
  if (issue === undefined) throw new Error('nothing was found');
  return issue;
};

it('tells what was found, what was expected and what to do, in Chinese and in English', () => {
  const issue = first({ education: '本课' });
  expect(describeIssue(issue, 'zh')).toEqual({
    message: '“学历”不是可选项',
    expected: '博士研究生、硕士研究生、本科、专科、中专、高中及以下',
    fix: '是不是“本科”？请从下拉列表中选择。',
  });
  expect(describeIssue(issue, 'en')).toEqual({
    message: '"Education" is not one of the permitted values',
    expected: '博士研究生、硕士研究生、本科、专科、中专、高中及以下',
    fix: 'Did you mean "本科"? Choose from the list.',
  });
});

it('leaves out a sentence that has nothing to say', () => {
  expect(describeIssue(first({ education: '乙等' }), 'zh').fix).toBe('请从下拉列表中选择。');
});

it('names permitted values in English beside what the file must hold', () => {
  const issue = first({ stage: '小学', subject: '物理' });
  expect(describeIssue(issue, 'zh').message).toBe('小学没有“物理”学科');
  expect(describeIssue(issue, 'en').message).toBe('小学 (Primary) has no subject "物理 (Physics)"');
});

it('never says a personal number: whoever shows the value masks it', () => {
  const damaged = first({ id_number: as('number', '379900198503071000') });
  expect(damaged.value).toBe('379900198503071000');
  expect(JSON.stringify(damaged.params)).not.toContain('3799');
  expect(describeIssue(damaged, 'zh').message).toBe('“证件号码”被存成数字，末几位可能已丢失');
});

it('groups findings under their cause', () => {
  expect(titleOf('number-damaged', 'zh')).toBe('证件号码被存成数字');
  expect(titleOf('duplicate-in-file', 'en')).toBe('The same person twice');
});
