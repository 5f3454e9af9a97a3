/** A county's first page: what to review, how far its schools have come, and who has not submitted. */
import { undoneOf } from '../../../schemas/progress.ts';
import type { PageContext } from '../../page.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Board } from '../boards/board.tsx';
import { LiveBoard } from '../boards/live-board.tsx';
import { BundleLink } from '../bundles/bundle-link.tsx';
import { SubmissionNote } from '../submissions/submission-line.tsx';
import type { AuthorityModel } from './models.ts';
import { Queue } from './queue.tsx';
import { words } from './words.ts';

export const CountyHome = ({ queue, board, own }: AuthorityModel, page: PageContext) => (
  <LiveBoard href="/">
    <PageHead title={page.actor?.unit_name ?? ''} actions={<BundleLink page={page} />} />
    <SubmissionNote own={own} page={page} />
    <Queue
      {...queue}
      empty={page.say(undoneOf(board.total) === 0 ? words.queueEmpty : words.queueEmptyYet)}
      page={page}
    />
    <Board model={board} page={page} />
  </LiveBoard>
);
