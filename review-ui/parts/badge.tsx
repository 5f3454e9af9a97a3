/** A badge: a kind or a state in a word, with a tint that only repeats what the word says. */
import type { ComponentChildren } from 'preact';

/** What a tint means, everywhere: it runs, somebody must act, somebody is waited for, it failed, it is done, it is over. */
export type Mood = 'busy' | 'todo' | 'waiting' | 'bad' | 'good' | 'quiet';

export const Badge = ({ mood = 'quiet', children }: { mood?: Mood; children: ComponentChildren }) => (
  <span class={`badge ${mood}`}>{children}</span>
);
