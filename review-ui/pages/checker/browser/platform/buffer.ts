/** `node:buffer` in a browser: the same reading of bytes, by a library that keeps to Node's. */
export { Buffer } from 'buffer/index.js';

const strict = new TextDecoder('utf-8', { fatal: true });

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
