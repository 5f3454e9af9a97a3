/** Tells on the page of an upload that columns were not known, or were read as confirmed, and leads to where both are settled. */
import type { Cause } from '../../../database/issues.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

interface Props {
  readonly uploadId: string;
  readonly causes: readonly Cause[];
  readonly page: PageContext;
}

const confirmedRules = ['column-as-confirmed', 'column-left-out'];

const countOf = (causes: readonly Cause[], rules: readonly string[]): number =>
  causes.filter(({ rule }) => rules.includes(rule)).reduce((sum, { count }) => sum + count, 0);

export const ColumnsLine = ({ uploadId, causes, page }: Props) => {
  const lines = [
    { count: countOf(causes, ['extra-column']), said: words.asked, act: words.ask },
    { count: countOf(causes, confirmedRules), said: words.used, act: words.see },
  ].filter(({ count }) => count > 0);
  return lines.length === 0 ? null : (
    <div class="columns-line">
      {lines.map(({ count, said, act }) => (
        <p key={act.en}>
          {page.say(said, { count: page.number(count) })}{' '}
          <a href={`/uploads/${uploadId}/columns`}>{page.say(act)}</a>
        </p>
      ))}
    </div>
  );
};
