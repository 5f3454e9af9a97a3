/** A value on its way between processes: JSON in parcels, so that neither side ever holds all of a long list as one text. */

/** Bytes as they are, or a value without the lists that came before it. */
export type LastParcel = { readonly is: 'bytes' | 'value'; readonly bytes: Uint8Array };
/** Some items of one of a value's lists as JSON, or one item of a list of bytes as it is. */
export type Part = { readonly is: 'items' | 'item'; readonly of: string; readonly bytes: Uint8Array };

/** About a millisecond of parsing, and less than a megabyte. */
const ITEMS_PER_PARCEL = 1_000;

const text = new TextDecoder();
const asJson = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Bytes in a list have no JSON worth sending: each goes by itself, copied once. */
const isOfBytes = (items: readonly unknown[]): items is Uint8Array[] => items[0] instanceof Uint8Array;
const goesInParts = (entry: readonly [string, unknown]): entry is [string, unknown[]] =>
  Array.isArray(entry[1]) && (entry[1].length > ITEMS_PER_PARCEL || isOfBytes(entry[1]));

/** What a value is sent as: any number of lists in parts, and last the value itself, which a short one is alone. */
export function* parcelsOf(value: unknown): Generator<Part, LastParcel> {
  if (value instanceof Uint8Array) return { is: 'bytes', bytes: value };
  const lists = Object.entries(value as object).filter(goesInParts);
  for (const [of, items] of lists) yield* partsOf(of, items);
  if (lists.length === 0) return { is: 'value', bytes: asJson(value) };
  return {
    is: 'value',
    bytes: asJson({ ...(value as object), ...Object.fromEntries(lists.map(([of]) => [of, []])) }),
  };
}

function* partsOf(of: string, items: readonly unknown[]): Generator<Part, void> {
  if (isOfBytes(items)) {
    for (const bytes of items) yield { is: 'item', of, bytes };
    return;
  }
  for (let at = 0; at < items.length; at += ITEMS_PER_PARCEL) {
    yield { is: 'items', of, bytes: asJson(items.slice(at, at + ITEMS_PER_PARCEL)) };
  }
}

/** Puts parcels together again, as they come. */
export class Unpacking {
  readonly #lists = new Map<string, unknown[]>();

  /** Some items of a list, before the value that it belongs to. */
  take({ is, of, bytes }: Part): void {
    const list = this.#lists.get(of) ?? [];
    this.#lists.set(of, list);
    if (is === 'item') list.push(bytes);
    else for (const item of JSON.parse(text.decode(bytes)) as unknown[]) list.push(item);
  }

  /** The last parcel, which makes the value whole. */
  finish(parcel: LastParcel): unknown {
    if (parcel.is === 'bytes') return parcel.bytes;
    const value: unknown = JSON.parse(text.decode(parcel.bytes));
    return this.#lists.size === 0 ? value : { ...(value as object), ...Object.fromEntries(this.#lists) };
  }
}
