/** Marks an undo where it stands among files. */
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { words } from './words.ts';

export const UndoMark = ({ reverts, page }: { reverts: string | null; page: PageContext }) =>
  reverts === null ? null : <Badge mood="todo">{page.say(words.badge)}</Badge>;
