/** The teachers of one group by name and unit, each with a way to another group of the cell. */
import type { StudyGroup } from '../../../schemas/staffing-plan.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { type CellProps, countyNames } from './counties.ts';
import type { StaffingModel } from './staffing-model.ts';
import { words } from './words.ts';

interface Member {
  readonly id: string;
  readonly unit_id: string;
  readonly county_id: string;
}

export const GroupTeachers = ({ open, model, page, group }: CellProps & { readonly group: StudyGroup }) => {
  const members = group.units.flatMap(({ unit_id, county_id, teacher_ids }) =>
    teacher_ids.map((id): Member => ({ id, unit_id, county_id })),
  );
  const pins = model.kept?.content.plan.pins.teachers ?? {};
  const nameOf = (id: string): string => model.names.teachers.get(id) ?? page.say(words.outsider);
  const others = open.cell.groups.filter(({ key }) => key !== group.key);
  const columns: Column<Member>[] = [
    {
      label: page.say(words.teachers),
      header: true,
      cell: ({ id }) => (
        <>
          <a href={`/teachers/${id}`}>{nameOf(id)}</a>
          {pins[id] !== undefined && <span class="muted small"> {page.say(words.byHand)}</span>}
        </>
      ),
    },
    {
      label: page.say(words.unit),
      kind: 'wide',
      cell: ({ unit_id, county_id }) => (
        <>
          {model.names.units.get(unit_id)} <span class="muted">{countyNames(model, [county_id], page)}</span>
        </>
      ),
    },
  ];
  const move: Column<Member> = {
    label: page.say(words.move),
    cell: ({ id }) => <Move id={id} name={nameOf(id)} others={others} model={model} page={page} />,
  };
  return (
    <section class="section" id="group">
      <h3>{group.key}</h3>
      <DataTable
        caption={group.key}
        columns={model.may_decide && others.length > 0 ? [...columns, move] : columns}
        rows={members}
        keyOf={({ id }) => id}
      />
    </section>
  );
};

interface MoveProps {
  readonly id: string;
  readonly name: string;
  readonly others: readonly StudyGroup[];
  readonly model: StaffingModel;
  readonly page: PageContext;
}

const Move = ({ id, name, others, model, page }: MoveProps) => (
  <form method="post" action={`/staffing/${model.campaign.id}/move`} class="staffing-inline">
    <CsrfField page={page} />
    <input type="hidden" name="version" value={model.kept?.version ?? 0} />
    <input type="hidden" name="teacher_id" value={id} />
    <select name="group" aria-label={page.say(words.moveWho, { name })}>
      {others.map(({ key }) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
    </select>
    <Button kind="quiet" busy={page.say(words.computing)}>
      {page.say(words.move)}
    </Button>
  </form>
);
