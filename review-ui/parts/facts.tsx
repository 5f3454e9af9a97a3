/** Facts: terms with their values, in columns where there is room. */
import type { ComponentChildren } from 'preact';

export interface Fact {
  readonly term: string;
  readonly value: ComponentChildren;
  /** Numbers of documents, codes and receipts stand in a fixed width. */
  readonly mono?: boolean;
}

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ term, value, mono }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd class={mono ? 'mono' : undefined}>{value}</dd>
      </div>
    ))}
  </dl>
);
