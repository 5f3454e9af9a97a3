/** What the file changes, in numbers; each opens its rows. Who is missing is named even when nobody is. */
import type { UploadCounts } from '../../../schemas/examined.ts';
import type { PageContext } from '../../page.ts';
import { countWords, words } from './words.ts';

interface Props {
  readonly counts: UploadCounts;
  readonly changeSetId: string | null;
  readonly page: PageContext;
}

export const Counts = ({ counts, changeSetId, page }: Props) => (
  <section class="counts" aria-labelledby="counts-title">
    <h2 id="counts-title">{page.say(words.summary)}</h2>
    <ul class="figures">
      {countWords
        .filter(({ count }) => counts[count] > 0 || count === 'missing')
        .map(({ count, kind, label }) => (
          <li key={count} class={`figure ${kind}`}>
            {changeSetId !== null && counts[count] > 0 ? (
              <a href={`/change-sets/${changeSetId}?kind=${kind}`}>
                <Figure label={page.say(label)} value={page.number(counts[count])} />
              </a>
            ) : (
              <Figure label={page.say(label)} value={page.number(counts[count])} />
            )}
          </li>
        ))}
    </ul>
    <p class="muted">{page.say(counts.missing > 0 ? words.missingExplained : words.nothingMissing)}</p>
  </section>
);

const Figure = ({ label, value }: { label: string; value: string }) => (
  <>
    <span class="figure-label">{label}</span> <span class="figure-value num">{value}</span>
  </>
);
