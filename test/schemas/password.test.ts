/** The rule of passwords: what may be chosen, by examples of what people choose and by laws over all that could be typed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isListed } from '../../database/common-passwords.ts';
import { brokenRules, type PasswordOwner, type PasswordShape } from '../../schemas/password.ts';
import { isGuessable } from '../../schemas/password-habits.ts';

const owner: PasswordOwner = {
  ...{ username: 'lixia-sy', unit_name: '济南市历下区实验小学', person: '李四光' },
  ...{ mobile: '15400001234', email: 'siguang@example.com' },
};
const broken = (password: string, shape: PasswordShape = 'either') =>
  brokenRules(password, owner, shape, (one) => isGuessable(one, isListed));

describe('the shape of a password', () => {
  it.each([
    ['qmvx tkwd hzb', ['either', 'length']],
    ['Qmvx-7kwdh', ['either', 'classes']],
    ['Qmvx-7kwdhzb', ['either', 'length', 'classes']],
    ['qmvxtkwdhz', []],
    ['Qmvx-7kwd', []],
    ['𬱖𬱖水山火木金土日月星云', ['either', 'length']],
  ] as const)('%s does for %j', (password, does) => {
    const all = ['either', 'length', 'classes'] as const;
    expect(all.filter((shape) => !broken(password, shape).includes('shape'))).toEqual(does);
  });
});

describe('what is guessed early', () => {
  it.each([
    ...['password2026!', 'P@ssw0rd2026', 'Woaini1314520', 'woaini123456a', '123456a123456a', 'Aa123456789!'],
    ...['Qwertyuiop123', '1qaz2wsx3edc', 'zaq12wsxcde3', 'aaaaaaaaaaaaa', 'Admin@123456', '15400001234Aa'],
    ...[
      '19850307Zhang',
      'Zhang19850307',
      'wangxm850307!',
      'Laoshi@2026',
      'Jinan2026!!!',
      '2026.07.05-2026',
      'Abc123456789',
    ],
    ...['5201314woaini', 'Liverpool2026', 'liverpool!!!!!', 'Asdfghjkl123!', 'ｐａｓｓｗｏｒｄ２０２６'],
  ])('%s', (password) => {
    expect(broken(password)).toContain('common');
  });

  it.each([
    ...[
      'Own-choice-2026',
      'Correct-horse-7',
      'three boats past noon',
      '春江潮水连海平海上明月共',
      'Xk7-vvPq-2mTz',
    ],
    ...['tigers eat no rice', 'Wang bakes bread 7'],
  ])('and not %s', (password) => {
    expect(broken(password)).toEqual([]);
  });
});

describe('what strangers know of the person', () => {
  it.each([
    ['the username', 'xx-LIXIA-SY-77'],
    ['a part of the username that is a word', 'Lixia-moon-77b'],
    ['the unit', '济南市历下区实验小学-Aa1'],
    ['a part of the unit, spaced', 'Aa1 实验 小学 moon'],
    ['the person', '李四光moonboat77'],
    ['the mobile number', 'Moon15400001234'],
    ['its last digits', 'Moonboat-001234'],
    ['the mail address', 'Siguang-moon-77'],
  ])('is no password: %s', (_what, password) => {
    expect(broken(password)).toContain('own');
  });

  it('counts for its owner alone', () => {
    const other = {
      ...owner,
      username: 'qufu-2',
      unit_name: '曲阜市第二中学',
      person: '王五',
      mobile: null,
      email: null,
    };
    expect(brokenRules('李四光moonboat77', other, 'either', () => false)).toEqual([]);
  });
});

describe('laws', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });

  it('whatever holds a name of the owner is refused, wherever it stands and in whatever case', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom('lixia-sy', 'LiXia-SY', '李四光', '15400001234'),
        (a, b, own) => {
          expect(broken(`${a}${own}${b}`)).toContain('own');
        },
      ),
    );
  });

  it('nothing of fewer than ten signs is taken, in any shape', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 9 }),
        fc.constantFrom('either', 'length', 'classes'),
        (short, shape) => {
          expect(broken(short, shape)).toContain('shape');
        },
      ),
    );
  });

  it('a digit more before or after does not save a listed word', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('dragon', 'sunshine', 'liverpool', 'woaini', 'iloveyou'),
        fc.stringMatching(/^\d{0,6}$/),
        fc.stringMatching(/^[\d!@#.]{0,8}$/),
        (word, before, after) => {
          expect(isGuessable(`${before}${word}${after}`, isListed)).toBe(true);
        },
      ),
    );
  });

  it('numbers alone are always guessable: birthdays, telephones, runs', () => {
    const day = fc.date({ min: new Date('1940-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    const birthday = day.map((one) => one.toISOString().slice(0, 10).replaceAll('-', ''));
    const phone = fc.stringMatching(/^1[3-9]\d{9}$/);
    fc.assert(
      fc.property(
        fc.oneof(birthday, phone),
        fc.constantFrom('', 'Aa', 'aa!', 'woaini', 'Abc!'),
        (digits, dress) => {
          expect(isGuessable(digits + dress, isListed)).toBe(true);
          expect(isGuessable(dress + digits, isListed)).toBe(true);
        },
      ),
    );
  });

  it('judging takes any text, and the same text comes to the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (any) => {
        expect(broken(any)).toEqual(broken(any));
      }),
    );
  });
});
