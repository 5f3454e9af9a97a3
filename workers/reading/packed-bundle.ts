/** A bundle on its way between processes: what is JSON in one list, all bytes in another, which crosses as it is. */
import type { Bundle, BundledFile } from '../../schemas/bundle.ts';
import type { Refusal } from '../../schemas/refusal.ts';

export interface PackedBundle {
  readonly files: readonly { readonly shown: string; readonly refusal?: Refusal }[];
  readonly ignored: readonly string[];
  /** One for each file; none of a refused one. */
  readonly contents: readonly Uint8Array[];
}

const nothing = new Uint8Array(0);

export const packed = ({ files, ignored }: Bundle): PackedBundle => ({
  files: files.map(({ shown, refusal }) => (refusal === undefined ? { shown } : { shown, refusal })),
  ignored,
  contents: files.map(({ bytes }) => bytes ?? nothing),
});

export const unpacked = ({ files, ignored, contents }: PackedBundle): Bundle => ({
  files: files.map(
    ({ shown, refusal }, at): BundledFile =>
      refusal === undefined ? { shown, bytes: contents[at] ?? nothing } : { shown, refusal },
  ),
  ignored,
});
