/** A number of teachers that stands out: in words, with what it was compared with. */
import type { Judged, Reference, Standing } from '../../../pipeline/plausibility.ts';
import type { Words } from '../../../schemas/language.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { words } from './words.ts';

const standingWords: Readonly<Record<Standing, Words>> = {
  zero: words.zero,
  low: words.low,
  high: words.high,
  plausible: words.plausible,
};
const referenceWords: Readonly<Record<Reference, Words>> = {
  last_round: words.lastRound,
  expected: words.expected,
};

interface Props {
  /** Reported, or in service. */
  readonly count: number;
  readonly judged: readonly Judged[];
  readonly page: PageContext;
}

/** Only what stands out; nothing where the number is one to believe. */
export const StandsOut = ({ count, judged, page }: Props) => {
  const odd = judged.filter(({ standing }) => standing !== 'plausible');
  if (odd.length === 0) return null;
  return (
    <span class="stands-out">
      {odd.map(({ against, reference, standing }) => (
        <Badge key={against} mood="todo">
          {page.say(standingWords[standing])} {page.number(count)} / {page.say(referenceWords[against])}{' '}
          {page.number(reference)}
        </Badge>
      ))}
    </span>
  );
};
