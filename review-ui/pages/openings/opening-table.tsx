/** Units × stages: each cell says whether it is open, and is a button for whoever may change it. */
import { stageOrder } from '../../../schemas/subject.ts';
import { tierOfKind } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { cellValue } from './inputs.ts';
import type { OpeningCell, OpeningLine, OpeningsModel } from './openings-model.ts';
import { openingsFormId, stageName } from './stage-counts.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: OpeningsModel;
  readonly page: PageContext;
  readonly mayChange: boolean;
}

export const OpeningTable = ({ model, page, mayChange }: Props) => (
  <DataTable
    caption={page.say(words.title)}
    columns={columns(model, page, mayChange)}
    rows={model.lines}
    keyOf={({ unit }) => unit.id}
  />
);

const columns = (model: OpeningsModel, page: PageContext, mayChange: boolean): Column<OpeningLine>[] => {
  const action = `/campaigns/${model.campaign.id}/openings`;
  return [
    {
      label: page.say(words.unit),
      header: true,
      cell: ({ unit }) =>
        tierOfKind[unit.kind] === 'school' ? (
          unit.name
        ) : (
          <a href={addressOf(action, { unit: unit.id })}>{unit.name}</a>
        ),
    },
    ...stageOrder.map((stage, index) => ({
      label: stageName(stage, page),
      cell: (line: OpeningLine) => (
        <OneCell line={line} index={index} action={action} page={page} mayChange={mayChange} />
      ),
    })),
    ...(mayChange
      ? [
          {
            label: page.say(words.rowAction),
            cell: ({ unit, cells }: OpeningLine) =>
              cells.filter(({ state }) => state === 'closed').length > 1 && (
                <Button
                  kind="quiet"
                  form={openingsFormId}
                  name="cell"
                  value={cellValue(unit.id, 'all', true)}
                  label={page.say(words.openUnitOf, { unit: unit.name })}
                >
                  {page.say(words.openUnit)}
                </Button>
              ),
          },
        ]
      : []),
  ];
};

interface CellProps {
  readonly line: OpeningLine;
  /** Of the stage. */
  readonly index: number;
  readonly action: string;
  readonly page: PageContext;
  readonly mayChange: boolean;
}

const OneCell = ({ line, index, action, page, mayChange }: CellProps) => {
  const cell = line.cells[index];
  if (cell === undefined) return null;
  const id = `cell-${line.unit.id}-${index}`;
  const below = line.below[cell.stage];
  return (
    <div id={id} class={cell.state === 'not_offered' ? 'opening-cell not-offered' : 'opening-cell'}>
      {mayChange && (cell.state === 'open' || cell.state === 'closed') ? (
        <Toggle id={id} cell={cell} line={line} action={action} page={page} />
      ) : (
        <State cell={cell} page={page} />
      )}
      {below !== undefined && (
        <span class="small muted">
          {page.say(words.below, { opened: page.number(below.opened), units: page.number(below.units) })}
        </span>
      )}
    </div>
  );
};

/** A button of the board's form; with htmx only its own cell and the counts are swapped. */
const Toggle = ({
  id,
  cell: { stage, state },
  line: { unit },
  action,
  page,
}: Pick<CellProps, 'line' | 'action' | 'page'> & { readonly id: string; readonly cell: OpeningCell }) => {
  const isOpen = state === 'open';
  const names = { unit: unit.name, stage: stageName(stage, page) };
  return (
    <button
      type="submit"
      id={`${id}-button`}
      class={isOpen ? 'opening is-open' : 'opening'}
      form={openingsFormId}
      name="cell"
      value={cellValue(unit.id, stage, !isOpen)}
      aria-label={page.say(isOpen ? words.pressToClose : words.pressToOpen, names)}
      hx-post={action}
      hx-target={`#${id}`}
      hx-select={`#${id}`}
      hx-select-oob="#opening-counts:outerMorph"
      hx-swap="outerMorph"
    >
      {isOpen && <span aria-hidden="true">✓ </span>}
      {page.say(isOpen ? words.open : words.closed)}
    </button>
  );
};

const State = ({ cell: { state }, page }: { cell: OpeningCell; page: PageContext }) => {
  if (state === 'open') return <Badge mood="good">{page.say(words.open)}</Badge>;
  if (state === 'closed') return <Badge>{page.say(words.closed)}</Badge>;
  if (state === 'licence_missing') {
    return (
      <span title={page.say(words.licenceMissingHint)}>
        <Badge mood="bad">{page.say(words.licenceMissing)}</Badge>
      </span>
    );
  }
  return state === 'overview' ? null : <span class="muted">–</span>;
};
