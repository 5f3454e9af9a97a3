/** Says what was just closed or returned, on the page that opened by itself afterwards. */
import type { PageContext } from '../../page.ts';
import { Notice } from '../../parts/notice.tsx';
import type { SetModel } from './set-model.ts';
import { words } from './words.ts';

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
        {page.say(before.action === 'approve' ? words.closed : words.returned, { unit: before.unit })}
        {!isLast && ` ${page.say(words.closedNext)}`}
      </p>
    </Notice>
  );
