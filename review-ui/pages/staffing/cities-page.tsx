/** Staffing of the province: every city with its figures, and the totals. */
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figures } from '../../parts/figures.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { CitiesModel } from './staffing-model.ts';
import { words } from './words.ts';

export const CitiesPage = ({ campaign, cities }: CitiesModel, page: PageContext) => {
  const sum = (of: (figures: NonNullable<(typeof cities)[number]['figures']>) => number): number =>
    cities.reduce((all, { figures }) => all + (figures === null ? 0 : of(figures)), 0);
  const figure = (label: keyof typeof words, of: Parameters<typeof sum>[0]) => ({
    label: page.say(words[label]),
    value: sum(of),
  });
  const number = (value: number | undefined) => (value === undefined ? '' : page.number(value));
  return (
    <>
      <PageHead
        title={page.say(words.title)}
        about={page.say(words.aboutCities, { campaign: campaign.name })}
      />
      <Figures
        page={page}
        figures={[
          figure('enrolled', ({ enrolled }) => enrolled),
          figure('bound', ({ bound }) => bound),
          figure('needed', ({ needed }) => needed),
          figure('byCounty', ({ by_county }) => by_county),
          figure('assigned', ({ assigned }) => assigned),
          figure('gap', ({ gaps }) => gaps),
        ]}
      />
      <DataTable
        caption={page.say(words.title)}
        columns={[
          {
            label: page.say(words.city),
            header: true,
            cell: ({ id, name }) => <a href={addressOf(`/staffing/${campaign.id}`, { city: id })}>{name}</a>,
          },
          {
            label: page.say(words.enrolledNow),
            kind: 'num',
            cell: ({ enrolled_now }) => page.number(enrolled_now),
          },
          { label: page.say(words.bound), kind: 'num', cell: ({ figures }) => number(figures?.bound) },
          { label: page.say(words.needed), kind: 'num', cell: ({ figures }) => number(figures?.needed) },
          { label: page.say(words.byCounty), kind: 'num', cell: ({ figures }) => number(figures?.by_county) },
          {
            label: page.say(words.available),
            kind: 'num',
            cell: ({ figures }) => number(figures?.available),
          },
          {
            label: page.say(words.gap),
            kind: 'num',
            cell: ({ figures }) =>
              figures !== null && figures.gaps > 0 ? (
                <strong class="staffing-gap">{page.number(figures.gaps)}</strong>
              ) : (
                number(figures?.gaps)
              ),
          },
          {
            label: page.say(words.planState),
            cell: ({ version, published_at }) => {
              if (version === null) return <span class="muted">{page.say(words.noPlan)}</span>;
              return published_at === null ? (
                <Badge mood="todo">{page.say(words.draft)}</Badge>
              ) : (
                <Badge mood="good">{page.say(words.published)}</Badge>
              );
            },
          },
        ]}
        rows={cities}
        keyOf={({ id }) => id}
      />
    </>
  );
};
