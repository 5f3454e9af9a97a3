/** Two moments of a unit or an area side by side: the counts, each a link to its people, and below what differs for each. */
import {
  type Difference,
  type DifferenceKind,
  differenceKindOrder,
  differenceKinds,
} from '../../../schemas/roster-comparison.ts';
import { pagesOf } from '../../inputs.ts';
import { shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { Figures } from '../../parts/figures.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { CompareForm } from './compare-form.tsx';
import type { Compared, ComparisonModel } from './comparison-model.ts';
import { columns } from './difference-columns.tsx';
import { words } from './words.ts';

export const ComparisonPage = (model: ComparisonModel, page: PageContext) => {
  const { compared } = model;
  return (
    <>
      <PageHead
        title={compared === null ? page.say(words.title) : `${compared.unit.name} · ${page.say(words.title)}`}
        about={
          compared === null
            ? page.say(words.explain)
            : page.say(words.about, {
                from: shownMoment(compared.from, page),
                to: shownMoment(compared.to, page),
              })
        }
        actions={
          compared !== null && (
            <LinkButton href={csvAddress(compared)} icon="download" download>
              {page.say(words.csv)}
            </LinkButton>
          )
        }
      />
      <CompareForm model={model} page={page} />
      {compared === null ? (
        <EmptyState title={page.say(words.choose)}>{page.say(words.chooseAbout)}</EmptyState>
      ) : (
        <Result compared={compared} model={model} page={page} />
      )}
    </>
  );
};

const queryOf = ({ unit, from, to }: Compared) => ({ unit: unit.id, from: from.text, to: to.text });
const csvAddress = (compared: Compared): string => addressOf('/teachers/compare.csv', queryOf(compared));

interface ResultProps {
  readonly compared: Compared;
  readonly model: ComparisonModel;
  readonly page: PageContext;
}

const Result = ({ compared, model, page }: ResultProps) => {
  const { counts, unchanged } = compared;
  const href = (kind: DifferenceKind | undefined, number = 1) =>
    addressOf('/teachers/compare', { ...queryOf(compared), kind, page: number > 1 ? number : undefined });
  const figures = differenceKindOrder.map((kind) => ({
    label: page.say(differenceKinds[kind]),
    value: counts[kind],
    href: href(kind),
  }));
  return (
    <>
      <Figures page={page} figures={[...figures, { label: page.say(words.unchanged), value: unchanged }]} />
      <Kinds compared={compared} chosen={model.kind} href={href} page={page} />
      {model.shown.length === 0 ? (
        <EmptyState icon="check" title={page.say(words.none)}>
          {page.say(words.noneAbout)}
        </EmptyState>
      ) : (
        <DataTable<Difference>
          caption={page.say(words.caption)}
          columns={columns(page, compared)}
          rows={model.shown}
          keyOf={({ teacher_id }) => teacher_id}
        />
      )}
      <Pager
        page={page}
        current={model.page}
        pages={pagesOf(model.total)}
        href={(number) => href(model.kind, number)}
      />
    </>
  );
};

interface KindsProps {
  readonly compared: Compared;
  readonly chosen: DifferenceKind | undefined;
  readonly href: (kind: DifferenceKind | undefined) => string;
  readonly page: PageContext;
}

const Kinds = ({ compared: { counts, differences }, chosen, href, page }: KindsProps) =>
  differences.length === 0 ? null : (
    <Facets
      page={page}
      label={page.say(words.kinds)}
      facets={[
        {
          label: page.say(words.all),
          count: differences.length,
          href: href(undefined),
          current: chosen === undefined,
        },
        ...differenceKindOrder
          .filter((kind) => counts[kind] > 0)
          .map((kind) => ({
            label: page.say(differenceKinds[kind]),
            count: counts[kind],
            href: href(kind),
            current: kind === chosen,
          })),
      ]}
    />
  );
