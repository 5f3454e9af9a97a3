import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ZipPart, zipped } from '../../../pipeline/write/zip.ts';
import { partsOf } from './xlsx-parts.ts';

async function bytesOf(parts: readonly ZipPart[], level = 1): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of zipped(parts, level)) pieces.push(piece);
  return Buffer.concat(pieces);
}
describe('an archive', () => {
  it('gives every part back to another program, whatever its text and pieces', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
        async (contents) => {
          const parts = contents.map((content, i) => ({ name: `parts/${i}.txt`, content }));
          const found = partsOf(await bytesOf(parts));
          for (const { name, content } of parts) expect(found.get(name) ?? '').toBe(content.join(''));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is the same bytes for the same parts, however they were cut into pieces', async () => {
    const whole = '教师'.repeat(50_000);
    const pieces = [whole.slice(0, 7), whole.slice(7, 60_001), whole.slice(60_001)];
    const [one, again, cut] = await Promise.all([
      bytesOf([{ name: 'a', content: [whole] }]),
      bytesOf([{ name: 'a', content: [whole] }]),
      bytesOf([{ name: 'a', content: pieces }]),
    ]);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(cut)).toBe(true);
  });

  it('says size and checksum of each part behind its body and in the directory', async () => {
    const bytes = await bytesOf([{ name: 'a', content: ['教师'] }]);
    const entry = bytes.lastIndexOf('PK\u0001\u0002');
    const descriptor = bytes.indexOf('PK\u0007\u0008');
    const crc = crc32(Buffer.from('教师'));
    expect(bytes.readUInt32LE(entry + 16)).toBe(crc);
    expect(bytes.readUInt32LE(entry + 24)).toBe(6);
    expect(bytes.readUInt32LE(descriptor + 4)).toBe(crc);
    expect(bytes.readUInt32LE(descriptor + 12)).toBe(6);
  });

  it('has no clock in it', async () => {
    const bytes = await bytesOf([{ name: 'a', content: [''] }]);
    expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, 33]);
  });

  it('fails when a part fails, and lets go of it', async () => {
    let closed = false;
    async function* broken() {
      try {
        yield 'begun';
        throw new Error('the registry went away');
      } finally {
        closed = true;
      }
    }
    await expect(bytesOf([{ name: 'a', content: broken() }])).rejects.toThrow('the registry went away');
    expect(closed).toBe(true);
  });

  it('lets go of its parts when nobody reads on', async () => {
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield Math.random().toString(36).repeat(10_000);
      } finally {
        closed = true;
      }
    }
    let pieces = 0;
    for await (const _piece of zipped([{ name: 'a', content: endless() }], 1)) {
      pieces++;
      if (pieces === 5) break;
    }
    await expect.poll(() => closed).toBe(true);
  });
});
