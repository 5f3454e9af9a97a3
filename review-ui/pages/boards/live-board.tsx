/** The part of a page that fetches itself again when files move, at most every few seconds; without a script it is what it was. */
import type { ComponentChildren } from 'preact';

interface Props {
  /** Address of the page that it is a part of. */
  readonly href: string;
  readonly children: ComponentChildren;
}

/** The last of many moves is not lost: a throttled trigger fires once more when its time is over. */
export const LiveBoard = ({ href, children }: Props) => (
  <>
    <div id="live" hx-sse:connect="/events" hx-swap="none" />
    <div
      id="board"
      hx-get={href}
      hx-trigger="upload from:#live throttle:4s"
      hx-select="#board"
      hx-target="this"
      hx-swap="outerMorph"
    >
      {children}
    </div>
  </>
);
