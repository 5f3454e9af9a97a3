/** Says what was just closed or returned, on the page that opened by itself afterwards. */
import type { PageContext } from '../../page.ts';
import { Notice } from '../../parts/notice.tsx';
import { words as revertWords } from '../reverts/words.ts';
import type { SetModel } from './set-model.ts';
import { words } from './words.ts';

const said = { approve: words.closed, return: words.returned, drop: revertWords.dropped };

interface Props {
  readonly before: SetModel['before'];
  /** Nothing else waits. */
  readonly isLast: boolean;
  readonly page: PageContext;
}

export const BeforeNotice = ({ before, isLast, page }: Props) =>
  before === null ? null : (
    <Notice tone="good">
      <p role="status">
        {page.say(said[before.action], { unit: before.unit })}
        {!isLast && ` ${page.say(words.closedNext)}`}
      </p>
    </Notice>
  );
