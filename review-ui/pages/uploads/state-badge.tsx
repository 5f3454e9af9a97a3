/** An upload's state as a badge: its words always, its mood as colour beside them. */
import { type UploadState, uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { stateMoods } from './words.ts';

export const StateBadge = ({ state, page }: { state: UploadState; page: PageContext }) => (
  <span class={`badge ${stateMoods[state]}`}>{page.say(uploadLifecycle.states[state])}</span>
);
