/** One difference in a row: who, of which kind, where, and which cells read differently. */
import { masked } from '../../../schemas/mask.ts';
import { type Difference, type DifferenceKind, differenceKinds } from '../../../schemas/roster-comparison.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { ChangedCell } from '../../parts/cell-change.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { maskedCells } from './comparison-json.ts';
import { type Compared, recordOf, sidesOf } from './comparison-model.ts';
import { words } from './words.ts';

const moods: Readonly<Record<DifferenceKind, Mood>> = {
  joined: 'good',
  moved_in: 'good',
  left: 'waiting',
  moved_out: 'waiting',
  moved: 'quiet',
  changed: 'quiet',
};

export const columns = (page: PageContext, compared: Compared): Column<Difference>[] => [
  {
    label: page.say(words.teacher),
    header: true,
    cell: (difference) => <a href={teacherAddress(difference, compared)}>{recordOf(difference).name}</a>,
  },
  {
    label: page.say(words.kind),
    cell: ({ kind }) => <Badge mood={moods[kind]}>{page.say(differenceKinds[kind])}</Badge>,
  },
  {
    label: page.say(words.idNumber),
    kind: 'id',
    cell: (difference) => masked('id_number', recordOf(difference).id_number),
  },
  { label: page.say(words.unit), cell: (difference) => <Units difference={difference} page={page} /> },
  {
    label: page.say(words.differs),
    kind: 'wide',
    cell: (difference) => <Cells difference={difference} page={page} />,
  },
];

/** As of the later moment at which the teacher was here. */
function teacherAddress(difference: Difference, { from, to }: Compared): string {
  const moment = sidesOf(difference).after === null ? from : to;
  return addressOf(`/teachers/${difference.teacher_id}`, { as_of: moment.text });
}

interface Props {
  readonly difference: Difference;
  readonly page: PageContext;
}

const Units = ({ difference, page }: Props) => {
  const { before, after } = sidesOf(difference);
  const outside = page.say(words.outside);
  const from = before?.unit_name ?? (difference.before === null ? undefined : outside);
  const to = after?.unit_name ?? (difference.after === null ? undefined : outside);
  if (from === undefined || to === undefined || from === to) return <>{to ?? from}</>;
  return (
    <>
      {from} → {to}
    </>
  );
};

const Cells = ({ difference, page }: Props) => {
  const cells = maskedCells(difference);
  if (cells.length === 0) return <span class="muted">–</span>;
  return (
    <dl class="changed-cells">
      {cells.map(({ field, ...change }) => (
        <div key={field} class="changed-cell">
          <ChangedCell field={field} change={change} page={page} />
        </div>
      ))}
    </dl>
  );
};
