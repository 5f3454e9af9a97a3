/** Everybody who owes their word on enrolment, by name: to read, to print, to copy, and to remind together. */
import type { Unsubmitted } from '../../../database/unsubmitted.ts';
import { csvLine } from '../../../pipeline/write/csv.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { submissionLifecycle } from '../../../schemas/submission-lifecycle.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { reminderAddress } from '../boards/address.ts';
import { Told, type ToldReminder } from '../boards/told.tsx';
import { words } from './words.ts';

export interface UnsubmittedModel {
  readonly campaign: Campaign;
  readonly unit: UnitFacts;
  readonly units: readonly Unsubmitted[];
  readonly told: ToldReminder;
}

export const UnsubmittedPage = ({ campaign, unit, units, told }: UnsubmittedModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[
        { label: page.say(words.title), href: addressOf('/enrolments', { unit: unit.id }) },
        { label: page.say(words.unsubmittedTitle) },
      ]}
    />
    <PageHead
      title={page.say(words.unsubmittedOf, { unit: unit.name })}
      beside={<span class="num muted">{page.number(units.length)}</span>}
      about={`${campaign.name} · ${page.say(isLong(units) ? words.unsubmittedMany : words.unsubmittedAbout)}`}
      actions={
        units.length > 0 && (
          <>
            <LinkButton
              icon="download"
              href={addressOf('/enrolments/unsubmitted.csv', { unit: unit.id })}
              download
            >
              {page.say(words.unsubmittedCsv)}
            </LinkButton>
            <LinkButton icon="bell" href={reminderAddress({ below: unit.id, step: 'enrolment' })}>
              {page.say(words.remindAll, { count: page.number(units.length) })}
            </LinkButton>
          </>
        )
      }
    />
    <Told told={told} page={page} />
    {units.length === 0 && <EmptyState icon="check" title={page.say(words.unsubmittedNone)} />}
    {isLong(units) ? (
      <Counts units={units} page={page} />
    ) : (
      byParent(units).map((below) => <Names key={below[0]?.parent_id} units={below} page={page} />)
    )}
  </>
);

/** More than any city has: of a whole province the names would be a page of many megabytes. */
export const mostNamed = 6_000;
const isLong = ({ length }: readonly Unsubmitted[]): boolean => length > mostNamed;

interface Part {
  readonly units: readonly Unsubmitted[];
  readonly page: PageContext;
}

const Names = ({ units, page }: Part) => (
  <section class="section">
    <h2>
      {units[0]?.parent_name} <span class="count">{page.number(units.length)}</span>
    </h2>
    {/* One line to be copied whole into a message. */}
    <p class="enrol-names">
      {units.map(({ id, name, state }, at) => (
        <span key={id}>
          {at > 0 && '、'}
          <a href={addressOf('/enrolments', { unit: id })}>{name}</a>
          {state === 'returned' && `（${page.say(submissionLifecycle.states.returned)}）`}
        </span>
      ))}
    </p>
  </section>
);

const Counts = ({ units, page }: Part) => (
  <DataTable
    caption={page.say(words.unsubmittedTitle)}
    columns={[
      {
        ...{ label: page.say(words.superior), header: true },
        cell: ([one]: readonly Unsubmitted[]) => (
          <a href={addressOf('/enrolments/unsubmitted', { unit: one?.parent_id })}>{one?.parent_name}</a>
        ),
      },
      { label: page.say(words.isOpen), kind: 'num', cell: (below) => page.number(below.length) },
    ]}
    rows={byParent(units)}
    keyOf={([one]) => one?.parent_id ?? ''}
  />
);

/** Those of one unit above together, in the order in which they come. */
function byParent(units: readonly Unsubmitted[]): Unsubmitted[][] {
  const found = new Map<string, Unsubmitted[]>();
  for (const one of units) {
    const below = found.get(one.parent_id);
    if (below === undefined) found.set(one.parent_id, [one]);
    else below.push(one);
  }
  return [...found.values()];
}

/** A byte order mark, so that Excel reads it as what it is. */
export const unsubmittedCsv = ({ units }: UnsubmittedModel, page: PageContext): string =>
  `\uFEFF${[
    [words.superior, words.unit, words.code, words.submitted].map((word) => page.say(word)),
    ...units.map(({ parent_name, name, code, state }) => [
      ...[parent_name, name, code ?? '', page.say(submissionLifecycle.states[state])],
    ]),
  ]
    .map(csvLine)
    .join('')}`;
