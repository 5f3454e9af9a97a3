/** Masking: how personal numbers are shown wherever the full value is not needed. */
const starred = (value: string, head: number, tail: number): string => {
  if (value.length <= head + tail) return '*'.repeat(value.length);
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(-tail);
};

/** `379900198503071239` → `3799**********1239`; `13800001234` → `138****1234`. */
const shapes: Readonly<Record<string, (value: string) => string>> = {
  id_number: (value) => starred(value, value.length >= 15 ? 4 : 2, value.length >= 15 ? 4 : 2),
  mobile: (value) => starred(value, 3, 4),
  cert_no: (value) => starred(value, 4, 4),
};

/** The value as it may be shown: masked when the field is personal, unchanged otherwise. */
export function masked<V>(field: string, value: V): V | string {
  const shape = Object.hasOwn(shapes, field) ? shapes[field] : undefined;
  return shape !== undefined && typeof value === 'string' ? shape(value) : value;
}
