/** One line about the file before: how many errors there were, how many are left, and how many are new. */
import type { PageContext } from '../../page.ts';
import type { SinceModel } from './since-model.ts';
import { words } from './words.ts';

export const SinceLine = ({ since, page }: { since: SinceModel | null; page: PageContext }) =>
  since === null ? null : (
    <p class="since">
      <span>{toldOf(since, page)}</span>{' '}
      <a href={`/uploads/${since.upload_id}`}>{page.say(words.fileBefore, { receipt: since.receipt })}</a>
    </p>
  );

function toldOf({ errors_before, errors_now, mended, fresh }: SinceModel, page: PageContext): string {
  const now = page.number(errors_now);
  if (errors_before === null) return page.say(words.readNow, { now });
  const before = page.number(errors_before);
  if (mended === null || fresh === null) return page.say(words.errorsSince, { before, now });
  const params = { before, now, mended: page.number(mended), fresh: page.number(fresh) };
  return page.say(fresh === 0 ? words.mendedSince : words.changedSince, params);
}
