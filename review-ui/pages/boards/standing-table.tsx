/** Units with where they stand: what they sent, whom it leaves out, and when they were last reminded. */
import type { UnitStanding } from '../../../database/standing.ts';
import { omissions, type ProgressState, progressStates } from '../../../schemas/progress.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { common } from '../../words.ts';
import { reminderAddress } from './address.ts';
import { words } from './words.ts';

const moods: Readonly<Record<ProgressState, Mood>> = {
  not_begun: 'quiet',
  uploaded: 'busy',
  needs_fix: 'todo',
  in_review: 'waiting',
  applied: 'good',
  accepted: 'good',
};

interface Props {
  readonly caption: string;
  readonly units: readonly UnitStanding[];
  /** Units right below are all of one authority, which need not be said. */
  readonly withAuthority: boolean;
  readonly page: PageContext;
}

export const StandingTable = ({ caption, units, withAuthority, page }: Props) => (
  <DataTable
    caption={caption}
    columns={columnsFor(withAuthority, page)}
    rows={units}
    keyOf={({ id }) => id}
  />
);

const columnsFor = (withAuthority: boolean, page: PageContext): Column<UnitStanding>[] => {
  const people = (label: string, of: (unit: UnitStanding) => number | null): Column<UnitStanding> => ({
    label,
    kind: 'num',
    cell: (unit) => {
      const value = of(unit);
      return value === null ? null : page.number(value);
    },
  });
  return [
    {
      label: page.say(common.unit),
      header: true,
      cell: ({ id, name }) => <a href={`/units/${id}`}>{name}</a>,
    },
    ...(withAuthority
      ? [{ label: page.say(words.authority), cell: ({ parent_name }: UnitStanding) => parent_name }]
      : []),
    {
      label: page.say(words.state),
      cell: ({ state, upload_id }) => {
        const badge = <Badge mood={moods[state]}>{page.say(progressStates[state])}</Badge>;
        return upload_id === null ? badge : <a href={`/uploads/${upload_id}`}>{badge}</a>;
      },
    },
    people(page.say(words.before), ({ before }) => before),
    people(page.say(words.reported), ({ reported }) => reported),
    people(page.say(words.expected), ({ expected_headcount }) => expected_headcount),
    {
      label: page.say(words.omissions),
      cell: (unit) =>
        (unit.fewer_than_last || unit.fewer_than_expected) && <Omissions unit={unit} page={page} />,
    },
    { label: page.say(words.remindedOn), kind: 'time', cell: ({ reminded_on }) => reminded_on },
    {
      label: page.say(words.remind),
      cell: ({ id, name, state }) =>
        !progressStates[state].isDone && (
          <LinkButton
            kind="quiet"
            href={reminderAddress({ unit: id })}
            label={page.say(words.remindOf, { name })}
          >
            {page.say(words.remind)}
          </LinkButton>
        ),
    },
  ];
};

const Omissions = ({ unit, page }: { unit: UnitStanding; page: PageContext }) => (
  <>
    {unit.fewer_than_last && <Badge mood="todo">{page.say(omissions.last)}</Badge>}{' '}
    {unit.fewer_than_expected && <Badge mood="todo">{page.say(omissions.expected)}</Badge>}
  </>
);
