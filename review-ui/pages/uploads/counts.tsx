/** What the file changes, in numbers; each opens its rows. Who is missing is named even when nobody is. */
import type { UploadCounts } from '../../../schemas/examined.ts';
import type { PageContext } from '../../page.ts';
import { Figures } from '../../parts/figures.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { countWords, words } from './words.ts';

interface Props {
  readonly counts: UploadCounts;
  readonly changeSetId: string | null;
  readonly page: PageContext;
}

export const Counts = ({ counts, changeSetId, page }: Props) => (
  <section aria-labelledby="counts-title">
    <h2 id="counts-title">{page.say(words.summary)}</h2>
    <Figures
      page={page}
      figures={countWords
        .filter(({ count, always }) => always || counts[count] > 0)
        .map(({ count, kind, label }) => ({
          label: page.say(label),
          value: counts[count],
          href: changeSetId === null ? undefined : addressOf(`/change-sets/${changeSetId}`, { kind }),
        }))}
    />
    <p class="muted">{page.say(counts.missing > 0 ? words.missingExplained : words.nothingMissing)}</p>
  </section>
);
