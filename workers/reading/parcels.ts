/** A value on its way between processes: JSON in parcels, so that neither side ever holds all of a long list as one text. */

/** Bytes as they are, a value without its long lists, or some items of one of its lists. */
export type Parcel =
  | { readonly is: 'bytes' | 'value'; readonly bytes: Uint8Array }
  | { readonly is: 'items'; readonly of: string; readonly bytes: Uint8Array };

/** About a millisecond of parsing, and less than a megabyte. */
const ITEMS_PER_PARCEL = 1_000;

const text = new TextDecoder();
const asJson = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** What a value is sent as: any number of lists in parts, and last the value itself, which a short one is alone. */
export function* parcelsOf(value: unknown): Generator<Parcel, Parcel> {
  if (value instanceof Uint8Array) return { is: 'bytes', bytes: value };
  const long = Object.entries(value as object).filter(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > ITEMS_PER_PARCEL,
  );
  for (const [of, items] of long) {
    for (let at = 0; at < items.length; at += ITEMS_PER_PARCEL) {
      yield { is: 'items', of, bytes: asJson(items.slice(at, at + ITEMS_PER_PARCEL)) };
    }
  }
  if (long.length === 0) return { is: 'value', bytes: asJson(value) };
  return {
    is: 'value',
    bytes: asJson({ ...(value as object), ...Object.fromEntries(long.map(([of]) => [of, []])) }),
  };
}

/** Puts parcels together again, as they come. */
export class Unpacking {
  readonly #lists = new Map<string, unknown[]>();

  /** Some items of a list, before the value that it belongs to. */
  take({ of, bytes }: Parcel & { is: 'items' }): void {
    const list = this.#lists.get(of) ?? [];
    this.#lists.set(of, list);
    for (const item of JSON.parse(text.decode(bytes)) as unknown[]) list.push(item);
  }

  /** The last parcel, which makes the value whole. */
  finish(parcel: Parcel): unknown {
    if (parcel.is === 'bytes') return parcel.bytes;
    const value: unknown = JSON.parse(text.decode(parcel.bytes));
    return this.#lists.size === 0 ? value : { ...(value as object), ...Object.fromEntries(this.#lists) };
  }
}
