/** Experts one a row, each with a box to choose it by where something may be done about it. */
import { type ExpertState, expertLifecycle } from '../../../schemas/expert-lifecycle.ts';
import { teamLevels } from '../../../schemas/sheets/expert.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { textOfCell, textOfSubject } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import type { SeenExpert } from './expert-model.ts';
import { words } from './words.ts';

const moods: Readonly<Record<ExpertState, Mood>> = {
  proposed: 'todo',
  decided: 'good',
  declined: 'bad',
  withdrawn: 'quiet',
};

interface Props {
  readonly experts: readonly SeenExpert[];
  readonly page: PageContext;
}

const levelName = (level: string, page: PageContext): string =>
  page.language === 'zh' ? level : (teamLevels.find(({ value }) => value === level)?.en ?? level);

export const ExpertTable = ({ experts, page }: Props) => {
  const may = experts.some(({ actions }) => actions.length > 0);
  const columns: Column<SeenExpert>[] = [
    {
      label: page.say(words.person),
      header: true,
      cell: ({ name, id_number, honours }) => (
        <>
          {name} <span class="mono muted small expert-document">{id_number}</span>
          {honours !== null && <span class="muted small expert-document">{honours}</span>}
        </>
      ),
    },
    {
      label: page.say(words.cell),
      cell: ({ stage, subject, workshop }) => (
        <>
          <span class="expert-short">{textOfSubject({ stage, subject }, page)}</span>
          {workshop !== null && <span class="muted small expert-document">{workshop}</span>}
        </>
      ),
    },
    {
      label: page.say(words.level),
      cell: ({ level }) => <span class="expert-short">{levelName(level, page)}</span>,
    },
    {
      label: page.say(words.workplace),
      kind: 'wide',
      cell: ({ workplace, county }) => (
        <>
          {workplace} <span class="muted">{county}</span>
        </>
      ),
    },
    {
      label: page.say(words.title1),
      cell: ({ title }) => <span class="expert-short">{textOfCell('title', title, page)}</span>,
    },
    {
      label: page.say(words.capacity),
      kind: 'num',
      // Hosts of workshops stand outside the count.
      cell: ({ capacity, level }) => (level === '省级' ? '' : page.number(capacity)),
    },
    {
      label: page.say(words.serves),
      cell: ({ serves, served_names, level }) => {
        if (level === '省级') return page.say(words.province);
        return serves === null ? page.say(words.wholeCity) : served_names.join('、');
      },
    },
    { label: page.say(words.from), cell: ({ unit_name }) => unit_name },
    {
      label: page.say(words.state),
      cell: ({ state, decision_reason }) => (
        <>
          <Badge mood={moods[state]}>{page.say(expertLifecycle.states[state])}</Badge>
          {decision_reason !== null && <span class="muted small expert-document">{decision_reason}</span>}
        </>
      ),
    },
  ];
  const box: Column<SeenExpert> = {
    label: page.say(words.choose),
    cell: ({ id, name, actions }) =>
      actions.length === 0 ? null : (
        <input
          type="checkbox"
          class="expert-box"
          name="ids"
          value={id}
          aria-label={page.say(words.chooseOne, { name })}
        />
      ),
  };
  return (
    <DataTable
      caption={page.say(words.caption)}
      columns={may ? [box, ...columns] : columns}
      rows={experts}
      keyOf={({ id }) => id}
    />
  );
};
