/** Facts: terms with their values, in columns where there is room. */
import type { ComponentChildren } from 'preact';

export interface Fact {
  readonly term: string;
  readonly value: ComponentChildren;
}

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ term, value }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
