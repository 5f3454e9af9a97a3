/** The schools and teachers of one group, and moving either to another group by hand. */

import { cellKey } from '../../../pipeline/staffing/cells.ts';
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

type GroupProps = CellProps & { readonly group: StudyGroup };

export const GroupTeachers = (props: GroupProps) => {
  const { open, model, page, group } = props;
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
    cell: ({ id }) => (
      <Move
        {...props}
        who={{ teacher_id: id }}
        name={nameOf(id)}
        others={others}
        isByHand={pins[id] !== undefined}
      />
    ),
  };
  const isMovable =
    model.may_decide && (others.length > 0 || members.some(({ id }) => pins[id] !== undefined));
  return (
    <section class="section" id="group">
      <h3>{group.key}</h3>
      {isMovable && <GroupSchools {...props} others={others} />}
      <DataTable
        caption={group.key}
        columns={isMovable ? [...columns, move] : columns}
        rows={members}
        keyOf={({ id }) => id}
      />
    </section>
  );
};

type Others = { readonly others: readonly StudyGroup[] };

/** Moved as one: with its teachers of the cell, also those in other groups. */
const GroupSchools = (props: GroupProps & Others) => {
  const { open, model, page, group } = props;
  const pins = model.kept?.content.plan.pins.teachers ?? {};
  const inOthers = (unit_id: string): number =>
    props.others
      .flatMap(({ units }) => units)
      .filter((unit) => unit.unit_id === unit_id)
      .reduce((sum, { teachers }) => sum + teachers, 0);
  return (
    <div class="staffing-schools">
      <p class="muted">{page.say(words.moveSchoolHint)}</p>
      <DataTable
        caption={page.say(words.schools)}
        columns={[
          {
            label: page.say(words.schools),
            header: true,
            cell: ({ unit_id, county_id }) => (
              <>
                {model.names.units.get(unit_id)}{' '}
                <span class="muted">{countyNames(model, [county_id], page)}</span>
              </>
            ),
          },
          {
            label: page.say(words.teachers),
            kind: 'num',
            cell: ({ unit_id, teachers }) => (
              <>
                {page.number(teachers)}
                {inOthers(unit_id) > 0 && (
                  <span class="muted small"> {page.say(words.inOthers, { count: inOthers(unit_id) })}</span>
                )}
              </>
            ),
          },
          {
            label: page.say(words.move),
            cell: ({ unit_id, teacher_ids }) => (
              <Move
                {...props}
                who={{ unit_id, cell: cellKey(open.cell) }}
                name={model.names.units.get(unit_id) ?? ''}
                isByHand={teacher_ids.some((id) => pins[id] !== undefined)}
              />
            ),
          },
        ]}
        rows={group.units}
        keyOf={({ unit_id }) => unit_id}
      />
    </div>
  );
};

interface MoveProps extends Others {
  readonly open: CellProps['open'];
  readonly who: { readonly teacher_id: string } | { readonly unit_id: string; readonly cell: string };
  readonly name: string;
  readonly isByHand: boolean;
  readonly model: StaffingModel;
  readonly page: PageContext;
}

const Move = ({ open, who, name, others, isByHand, model, page }: MoveProps) => (
  <form method="post" action={`/staffing/${model.campaign.id}/move`} class="staffing-inline">
    <CsrfField page={page} />
    <input type="hidden" name="version" value={model.kept?.version ?? 0} />
    {Object.entries({ cell: cellKey(open.cell), ...who }).map(([field, value]) => (
      <input key={field} type="hidden" name={field} value={value} />
    ))}
    <input type="hidden" name="stay" value="yes" />
    <select name="group" aria-label={page.say(words.moveWho, { name })}>
      {others.map(({ key }) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
      {isByHand && <option value="">{page.say(words.moveBack)}</option>}
    </select>
    <Button kind="quiet" busy={page.say(words.computing)}>
      {page.say(words.move)}
    </Button>
  </form>
);
