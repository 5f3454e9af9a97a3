/** What is swapped in beside a table row that an answer begins with. */
import { type ComponentChildren, h } from 'preact';

interface Props {
  /** Id of the element that it takes the place of. */
  readonly id: string;
  readonly children: ComponentChildren;
}

/**
 * htmx makes a template of it, which is parsed by itself: after a `<tr>` a parser is still in the table, where it closes every
 * `<form>` at once, so that the buttons behind it would belong to none.
 */
export const BesideRow = ({ id, children }: Props) =>
  h('hx-partial', { 'hx-target': `#${id}`, 'hx-swap': 'outerMorph' }, children);
