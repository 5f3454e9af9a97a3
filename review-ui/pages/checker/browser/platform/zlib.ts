/** What reading a zip needs of `node:zlib`, in a browser; the cap on what is unpacked holds here too. */
import { Buffer } from 'buffer/index.js';
import { inflateSync } from 'fflate';

/**
 * Unpacks into memory of the size that is allowed and not a byte more: what a stream holds beyond it is dropped, and the
 * length of the answer then tells that it was too long.
 * @throws Error when it is no DEFLATE stream, or ends too early
 */
export const inflateRawSync = (
  packed: Uint8Array,
  { maxOutputLength }: { maxOutputLength: number },
): Buffer => {
  const unpacked = inflateSync(packed, { out: new Uint8Array(maxOutputLength) });
  return Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength);
};

const POLYNOMIAL = 0xedb88320;
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder & 1 ? POLYNOMIAL : 0) ^ (remainder >>> 1);
  return remainder;
});

/** CRC-32 as zip has it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) {
    crc = (remainders[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
