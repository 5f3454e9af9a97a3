/** The facets of a set as links with counts: each narrows what the others leave, and once more chosen it lets go. */
import { titleOf } from '../../../pipeline/describe.ts';
import { changeKinds, riskBands } from '../../../schemas/change.ts';
import type { PageContext } from '../../page.ts';
import { labelOf } from '../../parts/cell-value.tsx';
import { type Facet, Facets } from '../../parts/facets.tsx';
import { isNarrowed, type Narrowing, narrowingOf, setAddress } from './set-address.ts';
import type { SetModel } from './set-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: Pick<SetModel, 'id' | 'filter' | 'choices' | 'facets'>;
  readonly page: PageContext;
}

export const SetFacetLinks = ({ model, page }: Props) => {
  const { id, filter, choices } = model;
  const chosen = narrowingOf(filter);
  const facet = (label: string, count: number, own: Narrowing): Facet => {
    const [name] = Object.keys(own) as (keyof Narrowing)[];
    const current = name !== undefined && chosen[name] === own[name];
    const cleared = name === undefined ? {} : { [name]: undefined };
    return { label, count, current, href: setAddress(id, { ...chosen, ...(current ? cleared : own) }) };
  };
  const kinds = choices.kinds.map(({ value, count }) =>
    facet(page.say(value === 'identity' ? words.identity : changeKinds[value].words), count, { kind: value }),
  );
  const everything = {
    label: page.say(words.all),
    count: model.facets.tallies.reduce((total, { count }) => total + count, 0),
    ...{ href: setAddress(id), current: !isNarrowed(filter) },
  };
  const risks = choices.risks.map(({ value, count }) =>
    facet(page.say(riskBands[value].words), count, { risk: value }),
  );
  const fields = choices.fields.map(({ value, count }) =>
    facet(labelOf(value, page.language), count, { field: value }),
  );
  const rules = choices.rules.map(({ rule, count }) => facet(titleOf(rule, page.language), count, { rule }));
  const carried = choices.carried.map(({ value, count }) =>
    facet(page.say(value ? words.carried : words.fresh), count, { carried: value }),
  );
  const rows: readonly (readonly [label: string, facets: readonly Facet[], least: number])[] = [
    [page.say(words.kinds), [everything, ...kinds], 1],
    [page.say(words.risk), risks, 2],
    [page.say(words.fields), fields, 1],
    [page.say(words.rules), rules, 1],
    // Where nothing was decided before, everything is new.
    [page.say(words.history), model.facets.carried > 0 ? carried : [], 1],
  ];
  return (
    <>
      {rows.map(
        ([label, facets, least]) =>
          (facets.length >= least || facets.some(({ current }) => current)) && (
            <Facets key={label} page={page} label={label} facets={facets} />
          ),
      )}
    </>
  );
};
