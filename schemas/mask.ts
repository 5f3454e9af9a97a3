/** Masking: how personal numbers are shown wherever the full value is not needed. */
const starred = (value: string, head: number, tail: number): string => {
  if (value.length <= head + tail) return '*'.repeat(value.length);
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(-tail);
};

/** A whole number keeps enough to be recognised by its owner; one that is too short keeps less, since less hides it. */
const shape = (whole: number, head: number, tail: number) => (value: string) =>
  value.length >= whole ? starred(value, head, tail) : starred(value, 1, 1);

/** `379900198503071239` → `3799**********1239`; `13800001234` → `138****1234`. */
const shapes: Readonly<Record<string, (value: string) => string>> = {
  id_number: shape(15, 4, 4),
  mobile: shape(11, 3, 4),
  admin_mobile: shape(11, 3, 4),
  cert_no: shape(15, 4, 4),
};

/** The value as it may be shown: masked when the field is personal, unchanged otherwise. */
export function masked<V>(field: string, value: V): V | string {
  const hide = Object.hasOwn(shapes, field) ? shapes[field] : undefined;
  return hide !== undefined && typeof value === 'string' ? hide(value) : value;
}

/** Phones have eleven digits, documents and certificates more; dates and school codes have fewer. */
const PERSONAL_NUMBER = /\d{11,}X?/gi;

/** A text of no field, such as a title or a footer, with the personal numbers in it masked. */
export const withNumbersMasked = (text: string): string =>
  text.replace(PERSONAL_NUMBER, (number) => starred(number, 3, 2));

const MANY_DIGITS = /(?:\d\D{0,3}){7}/;
const CALENDAR_DAY = /^(?:19|20)\d{2}\D?\d{1,2}(?:\D?\d{1,2})?\D?$/;
const PHONE_DIGITS = 11;

/** A value of nobody knows what field: whatever may be a person's number is masked, a day or a short number is not. */
export function maskedUnknown(text: string): string {
  if (!MANY_DIGITS.test(text) || CALENDAR_DAY.test(text)) return text;
  return masked(text.length === PHONE_DIGITS ? 'mobile' : 'id_number', text);
}
