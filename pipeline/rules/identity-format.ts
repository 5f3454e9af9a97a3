/** A document's number has the shape that its type prescribes, birth date included (GB 11643-1999, DOMAIN §3). */
import type { IdentityDocument } from '../../schemas/identity-document.ts';
import { words } from '../explanation.ts';
import { birthDateIn, documentOf } from '../identity.ts';
import { rule } from '../rule.ts';

const shapes: Readonly<Record<IdentityDocument, string>> = {
  居民身份证: '18',
  港澳台居民居住证: '18',
  外国人永久居留身份证: '18',
  护照: 'A-Z 0-9, 5–17',
};

export const identityFormat = rule({
  id: 'identity-format',
  severity: 'error',
  scope: 'row',
  reads: ['id_type', 'id_number'],
  title: words('证件号码格式不对', 'Not a number of that document'),
  message: words('号码不符合“{type}”的格式', 'The number does not have the form of "{type}"'),
  expected: [
    words(
      '{digits} 位，第 7–14 位是真实的出生日期',
      '{digits} characters, of which 7–14 are a real birth date',
    ),
    words('{letters} 位大写字母或数字', 'Upper-case letters or digits ({letters})'),
  ],
  fix: words('请对照证件核对证件类型和号码。', 'Compare type and number with the document.'),
  *check({ values }) {
    const document = documentOf(values);
    if (document === undefined || document.shape === 'resident-old') return;
    const wrong =
      document.shape === 'unknown' || (document.hasChecksum && birthDateIn(document.number) === undefined);
    if (!wrong) return;
    const passport = document.type === '护照';
    const shape = shapes[document.type];
    yield {
      field: 'id_number',
      params: { type: document.type, digits: passport ? '' : shape, letters: passport ? shape : '' },
    };
  },
});
