/** Masking: what a personal number shows of itself. */
import { expect, it } from 'vitest';
import { masked, maskedUnknown, withNumbersMasked } from '../../schemas/mask.ts';

it.each([
  ['id_number', '379900198503071239', '3799**********1239'],
  ['id_number', 'E12345678', 'E*******8'],
  ['id_number', '1', '*'],
  ['mobile', '13800001234', '138****1234'],
  ['mobile', '1380000', '1*****0'],
  ['cert_no', '20073799121000123', '2007*********0123'],
  ['cert_no', '2010379902', '2********2'],
  ['id_number', '', ''],
])('%s %s is shown as %s', (field, value, shown) => {
  expect(masked(field, value)).toBe(shown);
});

it('leaves alone what is not personal, not text, or only named like something of an object', () => {
  expect(masked('name', '张三')).toBe('张三');
  expect(masked('mobile', null)).toBeNull();
  expect(masked('constructor', '13800001234')).toBe('13800001234');
});

it('hides phones and documents in a text of no field, and nothing shorter', () => {
  expect(withNumbersMasked('联系人：王芳 15400001234')).toBe('联系人：王芳 154******34');
  expect(withNumbersMasked('示例：37990019850307005X')).toBe('示例：379*************5X');
  expect(withNumbersMasked('填报日期：20220705 学校：2137000101 共48人')).toBe(
    '填报日期：20220705 学校：2137000101 共48人',
  );
});

it.each([
  ['379900198503071239', '3799**********1239'],
  ['15400001234', '154****1234'],
  ['154 0000 1234', '1***********4'],
  ['王芳 15400001234', '王************4'],
  ['E12345678', 'E*******8'],
  ['1985-03-07', '1985-03-07'],
  ['19850307', '19850307'],
  ['1985年3月7日', '1985年3月7日'],
  ['三年级2班', '三年级2班'],
  ['211', '211'],
])('%s of a column that nobody knows is shown as %s', (value, shown) => {
  expect(maskedUnknown(value)).toBe(shown);
});
