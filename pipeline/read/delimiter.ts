/** Finds out what separates the cells of a text table. */

const candidates = [',', '\t', ';'] as const;
type Delimiter = (typeof candidates)[number];

/** Enough to get past titles and notes to the table itself. */
const PROBE_LINES = 60;
const PROBE_CHARS = 64 * 1024;

/**
 * The delimiter that cuts most of the first lines into the same number of cells; more cells decide a tie, then the comma.
 * Delimiters inside quotes don't count.
 */
export function delimiterOf(text: string): Delimiter {
  const lines = countLines(text.slice(0, PROBE_CHARS));
  let best: Delimiter = ',';
  let bestLines = 0;
  let bestCells = 0;
  candidates.forEach((candidate, index) => {
    const [cells, agreeing] = commonest(lines.map((line) => line[index] ?? 0));
    if (agreeing > bestLines || (agreeing === bestLines && cells > bestCells)) {
      best = candidate;
      bestLines = agreeing;
      bestCells = cells;
    }
  });
  return best;
}

/** How often each candidate stands outside quotes, line by line. */
function countLines(text: string): number[][] {
  const lines: number[][] = [];
  let counts = candidates.map(() => 0);
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '\n') {
      lines.push(counts);
      if (lines.length === PROBE_LINES) return lines;
      counts = candidates.map(() => 0);
    } else {
      const index = candidates.indexOf(character as Delimiter);
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  lines.push(counts);
  return lines;
}

/** The commonest count above zero, and how many lines have it. */
function commonest(counts: readonly number[]): readonly [count: number, lines: number] {
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best: readonly [number, number] = [0, 0];
  for (const [count, lines] of tally) {
    if (lines > best[1] || (lines === best[1] && count > best[0])) best = [count, lines];
  }
  return best;
}
