/** The first page of a city or the province: whether all will be done in time and who is behind, and the roster at hand. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Board } from '../boards/board.tsx';
import { RemindAll } from '../boards/board-page.tsx';
import { LiveBoard } from '../boards/live-board.tsx';
import { SubmissionNote } from '../submissions/submission-line.tsx';
import type { AuthorityModel } from './models.ts';
import { Queue } from './queue.tsx';
import { words } from './words.ts';

export const OverviewHome = ({ queue, board, own }: AuthorityModel, page: PageContext) => (
  <LiveBoard href="/">
    <PageHead
      title={page.actor?.unit_name ?? ''}
      actions={
        <>
          <RemindAll model={board} page={page} />
          <LinkButton kind="primary" icon="download" href="/exports/roster.xlsx">
            {page.say(words.export)}
          </LinkButton>
          <LinkButton icon="file" href="/exports">
            {page.say(words.moreExports)}
          </LinkButton>
        </>
      }
    />
    <SubmissionNote own={own} page={page} />
    {/* City-direct schools have no county: their files wait here. */}
    {queue.total > 0 && <Queue {...queue} empty="" page={page} />}
    <Board model={board} page={page} />
  </LiveBoard>
);
