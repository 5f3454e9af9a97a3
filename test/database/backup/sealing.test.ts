/** The seal of a backup's stream: whatever its pieces, it opens as it was; and nothing of it can be changed, moved or left out. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedChunk, opened, sealed } from '../../../database/backup/sealing.ts';

const key = randomBytes(32);
/** What one chunk takes in the file: 256 KiB and its tag. */
const chunk = 262_144 + 16;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const together = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
};
const seal = (bytes: Buffer, size = 100_000): Promise<Buffer> => together(sealed(key, inPieces(bytes, size)));
const open = (bytes: Buffer, size = 100_000): Promise<Buffer> => together(opened(key, inPieces(bytes, size)));

it('opens as it was, whatever the length and the pieces', async () => {
  const lengths = fc.oneof(fc.integer({ min: 0, max: 600_000 }), fc.constantFrom(0, 1, 262_144, 524_288));
  const pieces = fc.integer({ min: 1_000, max: 700_000 });
  await fc.assert(
    fc.asyncProperty(lengths, pieces, pieces, async (length, one, other) => {
      const plain = randomBytes(length);
      expect((await open(await seal(plain, one), other)).equals(plain)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

describe('is refused', () => {
  it.each([
    ['when a byte is another', (all: Buffer) => flip(all, 300_000), chunk],
    ['when its first byte is another', (all: Buffer) => flip(all, 0), 0],
    ['when its last byte is another', (all: Buffer) => flip(all, all.length - 1), 2 * chunk],
    ['when it is cut within a chunk', (all: Buffer) => all.subarray(0, 400_000), chunk],
    ['when it is cut between two chunks', (all: Buffer) => all.subarray(0, 2 * chunk), chunk],
    ['when nothing is left of it', (all: Buffer) => all.subarray(0, 0), 0],
    [
      'when two chunks have changed places',
      (all: Buffer) =>
        Buffer.concat([all.subarray(chunk, 2 * chunk), all.subarray(0, chunk), all.subarray(2 * chunk)]),
      0,
    ],
    [
      'when a chunk is missing in the middle',
      (all: Buffer) => Buffer.concat([all.subarray(0, chunk), all.subarray(2 * chunk)]),
      chunk,
    ],
    ['when something follows', (all: Buffer) => Buffer.concat([all, Buffer.from('more')]), 2 * chunk],
  ])('%s', async (_what, harmed, at) => {
    const all = await seal(randomBytes(700_000));
    await expect(open(Buffer.from(harmed(all)))).rejects.toEqual(new DamagedChunk(at));
  });

  it('under another key', async () => {
    const all = await seal(Buffer.from('a registry'));
    await expect(together(opened(randomBytes(32), inPieces(all, 10)))).rejects.toBeInstanceOf(DamagedChunk);
  });
});

function flip(all: Buffer, at: number): Buffer {
  const changed = Buffer.from(all);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
