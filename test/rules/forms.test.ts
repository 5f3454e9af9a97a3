/** The other templates: their ordinary rows are clean, and what they share with teachers is checked by the same rules. */
import { describe, expect, it } from 'vitest';
import { isAbout, rowRules, rulesOf } from '../../pipeline/rules/all.ts';
import { definitions, templateIds } from '../../schemas/sheets.ts';
import { checkForm, foundIn } from './forms.ts';

const forms = ['enrolment', 'organisation', 'transfer', 'expert'] as const;
const withPeople = ['enrolment', 'transfer', 'expert'] as const;

describe('a file of another template', () => {
  it.each(forms)('%s is known by its header, and an ordinary row has no finding', (template) => {
    const examined = checkForm(template, [{}]);
    expect(examined.template).toBe(template);
    expect(examined.issues).toEqual([]);
    expect(examined.rows).toHaveLength(1);
  });

  it.each(withPeople)('%s has its documents, stages and subjects checked', (template) => {
    expect(foundIn(template, 'identity-checksum', [{ id_number: '379900198503071230' }])).toHaveLength(1);
    expect(foundIn(template, 'subject-of-stage', [{ subject: '物理' }])).toHaveLength(1);
    expect(foundIn(template, 'kindergarten-without-subject', [{ stage: '幼儿园' }])).toHaveLength(1);
    expect(foundIn(template, 'duplicate-in-file', [{}, {}])).toHaveLength(2);
    expect(foundIn(template, 'test-identity', [{}], { allow_test_ids: false })).toHaveLength(1);
  });

  it('a transfer never has its rural flag assumed', () => {
    expect(foundIn('transfer', 'rural-flag-required', [{ is_rural: '' }])).toHaveLength(1);
  });

  it('an enrolment names the school that sends it', () => {
    const unit = { code: '2137000009', name: '别的小学' };
    const found = foundIn('enrolment', 'school-code-matches-unit', [{}], {
      unit: { ...unit, id: '1', path: '/1/', parent_id: null, kind: 'school', school_kind: '211' } as never,
    });
    expect(found).toHaveLength(1);
  });

  it('several stages are understood in any order and by their other names, and one that is none spoils the cell', () => {
    const nine = { school_kind: '九年一贯制', school_code: '3137000001' };
    const { rows, issues } = checkForm('organisation', [{ ...nine, stages: '小学/初级中学' }]);
    expect(rows[0]?.values).toMatchObject({ stages: '初中、小学', school_kind: '九年一贯制学校' });
    expect(issues.map(({ rule, field }) => `${rule} ${field}`)).toEqual([
      'alias-normalised school_kind',
      'alias-normalised stages',
    ]);
    expect(foundIn('organisation', 'not-in-list', [{ ...nine, stages: '小学、大学' }])).toHaveLength(1);
  });

  it('codes of kinds and classes are understood', () => {
    const { rows } = checkForm('organisation', [{ school_kind: '211', urban_rural_class: '220' }]);
    expect(rows[0]?.values).toMatchObject({ school_kind: '小学', urban_rural_class: '村庄' });
  });

  it.each(['0', '-5', '1.5', '很多'])('a capacity of %s is none', (capacity) => {
    expect(foundIn('expert', 'bad-count', [{ capacity }])).toHaveLength(1);
  });
});

describe('the rules of a template', () => {
  it.each(templateIds)('of %s read only fields that it has', (template) => {
    const fields = Object.keys(definitions[template].columns);
    const { row, file } = rulesOf(template);
    for (const { reads } of [...row, ...file]) expect(fields).toEqual(expect.arrayContaining([...reads]));
  });

  it('leave no rule without a template', () => {
    for (const rule of rowRules) expect(templateIds.filter((one) => isAbout(rule, one))).not.toEqual([]);
  });
});
