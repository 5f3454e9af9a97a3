/** All 43 cells of stage and subject, and every pair that is none, against the list of DOMAIN §2 written out by hand. */
import { describe, expect, it } from 'vitest';
import type { UnitFacts } from '../../schemas/unit.ts';
import { check, foundBy, row, school } from '../pipeline/builders.ts';

const senior =
  '语文 数学 英语 物理 化学 生物 思想政治 历史 地理 音乐 美术 体育与健康 信息技术 通用技术 综合实践活动 心理健康教育';
const junior =
  '语文 数学 英语 物理 化学 生物 道德与法治 历史 地理 体育 音乐 美术 信息技术 综合实践活动 心理健康教育';
const primary = '语文 数学 英语 科学 音乐 体育 美术 道德与法治 信息技术 综合实践活动 心理健康教育';
const taught = { 高中: senior.split(' '), 初中: junior.split(' '), 小学: primary.split(' ') };
const stages = ['高中', '初中', '小学'] as const;
const everySubject = [...new Set([...taught.高中, ...taught.初中, ...taught.小学])];

/** A school of all stages, so that only the subject is in question. */
const unit: UnitFacts = { ...school, school_kind: '345', stages: ['高中', '初中', '小学', '幼儿园'] };
const subjectOf = (stage: string, subject: string) =>
  check([row({ stage, subject })], { unit }).rows[0]?.values.subject;

describe('subject-of-stage', () => {
  it('knows 16, 15 and 11 subjects, with the kindergarten 43 cells and 19 names', () => {
    expect(stages.map((stage) => taught[stage].length)).toEqual([16, 15, 11]);
    expect(everySubject).toHaveLength(19);
  });

  for (const stage of stages) {
    it.each(taught[stage])(`${stage} teaches %s`, (subject) => {
      expect(check([row({ stage, subject })], { unit }).issues).toEqual([]);
      expect(subjectOf(stage, subject)).toBe(subject);
    });

    // 体育 in 高中 is the alias of 体育与健康 and is understood as that.
    const others = everySubject.filter(
      (subject) => !taught[stage].includes(subject) && !(stage === '高中' && subject === '体育'),
    );
    it.each(others)(`${stage} doesn't teach %s`, (subject) => {
      expect(foundBy('subject-of-stage', { stage, subject }, { unit })).toEqual([
        { field: 'subject', params: { stage, subject, choices: taught[stage].join('、') } },
      ]);
    });
  }

  it('the kindergarten cell has no subject', () => {
    expect(check([row({ stage: '幼儿园', subject: '' })], { unit }).issues).toEqual([]);
  });
});

describe('aliases are resolved after the stage is known', () => {
  it.each([
    ['高中', '政治', '思想政治'],
    ['初中', '政治', '道德与法治'],
    ['小学', '政治', '道德与法治'],
    ['高中', '思政', '思想政治'],
    ['初中', '思想品德', '道德与法治'],
    ['小学', '品德与社会', '道德与法治'],
    ['高中', '体育', '体育与健康'],
    ['初中', '体育', '体育'],
    ['小学', '体育', '体育'],
    ['高中', '信息', '信息技术'],
    ['小学', '外语', '英语'],
  ])('%s %s is %s', (stage, typed, subject) => {
    expect(subjectOf(stage, typed)).toBe(subject);
    const notes = foundBy('alias-normalised', { stage, subject: typed }, { unit });
    expect(notes).toEqual(
      typed === subject ? [] : [{ field: 'subject', params: { found: typed, to: subject } }],
    );
  });

  it('whichever column comes first', () => {
    // The subject stands before the stage in no template, but a school may move columns.
    expect(subjectOf('高中', '政治')).toBe('思想政治');
  });

  it('and not while the stage is unknown: the candidates are offered', () => {
    expect(foundBy('not-in-list', { stage: '', subject: '政治' }, { unit })).toMatchObject([
      { field: 'subject', params: { suggestions: '思想政治、道德与法治' } },
    ]);
  });

  it('an alias that the stage has no subject for is not in its list', () => {
    expect(foundBy('not-in-list', { stage: '高中', subject: '品德' }, { unit })).toMatchObject([
      { field: 'subject', params: { suggestions: '道德与法治', choices: taught.高中.join('、') } },
    ]);
  });
});
