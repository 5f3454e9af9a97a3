/** Badges: a state or a kind in a word, with a tint that only repeats what the word says. */
import type { ComponentChildren } from 'preact';
import { type UploadState, uploadLifecycle } from '../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../page.ts';

/** What a colour means, everywhere. */
export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'bad';

export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);

const tones: Readonly<Record<UploadState, Tone>> = {
  received: 'info',
  needs_fix: 'warning',
  ready: 'info',
  refused: 'bad',
  failed: 'bad',
  submitted: 'warning',
  returned: 'warning',
  approved: 'info',
  applied: 'good',
  stuck: 'bad',
  superseded: 'neutral',
};

/** The state of an upload and of the change set that grew from it. */
export const StateBadge = ({ state, page }: { state: UploadState; page: PageContext }) => (
  <Badge tone={tones[state]}>{page.say(uploadLifecycle.states[state])}</Badge>
);
