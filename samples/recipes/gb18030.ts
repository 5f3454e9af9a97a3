/** Encodes text as GB18030, which Node decodes but doesn't encode. */

/** Character → its two bytes, turned around from the decoder's own table. */
function twoByteTable(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  return table;
}

/** Beyond the basic plane the code counts on from 90 30 81 30 (GB 18030-2005, table 3). */
function fourBytes(codePoint: number): number[] {
  let rest = codePoint - 0x10000;
  const fourth = 0x30 + (rest % 10);
  rest = Math.floor(rest / 10);
  const third = 0x81 + (rest % 126);
  rest = Math.floor(rest / 126);
  return [0x90 + Math.floor(rest / 10), 0x30 + (rest % 10), third, fourth];
}

/** @throws RangeError for a character of the basic plane that GBK lacks; samples have none. */
export function gb18030Of(text: string): Uint8Array {
  const table = twoByteTable();
  const bytes = Array.from(text).flatMap((character): readonly number[] => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint < 0x80) return [codePoint];
    if (codePoint >= 0x10000) return fourBytes(codePoint);
    const pair = table.get(character);
    if (pair === undefined) throw new RangeError(`no two-byte code for ${character}`);
    return pair;
  });
  return Uint8Array.from(bytes);
}
