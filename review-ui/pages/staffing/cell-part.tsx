/** One cell of a plan: why its numbers are what they are, what would close its gaps, and its groups by name. */

import { cellKey } from '../../../pipeline/staffing/cells.ts';
import type { StudyGroup } from '../../../schemas/staffing-plan.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { type CellProps, countyNames } from './counties.ts';
import { GroupTeachers } from './group-teachers.tsx';
import { cellName, placeOf } from './pictures.tsx';
import { CellChangeNotice } from './recompute.tsx';
import type { StaffingModel } from './staffing-model.ts';
import { objectiveWords, splitWords, words } from './words.ts';

export const CellPart = (props: CellProps) => {
  const { open, model, page } = props;
  const group = open.cell.groups.find(({ key }) => key === model.group);
  return (
    <>
      <p class="staffing-back">
        <a href={placeOf(model, page)}>← {page.say(words.all)}</a>
      </p>
      <h2>{cellName(open.cell)}</h2>
      <CellChangeNotice model={model} page={page} cell={cellKey(open.cell)} />
      <Why {...props} />
      <Closing {...props} />
      <section class="section">
        <h3>{page.say(words.groups)}</h3>
        <GroupTable {...props} />
      </section>
      {group !== undefined && <GroupTeachers {...props} group={group} />}
    </>
  );
};

const Why = ({ open: { explanation }, model, page }: CellProps) => {
  const { pools, ratio, experts, city_bound, why_experts, split, gaps, merges } = explanation;
  return (
    <details class="section" open>
      <summary>{page.say(words.why)}</summary>
      <ul class="staffing-list">
        {pools.map((pool) => (
          <li key={pool.county_id ?? ''}>
            {pool.county_id === null
              ? page.say(words.sumCity, { enrolled: pool.teachers, ratio, experts: pool.experts })
              : page.say(words.sumCounty, {
                  county: countyNames(model, [pool.county_id], page),
                  ...{ teachers: pool.teachers, ratio, experts: pool.experts },
                })}
          </li>
        ))}
        {why_experts === 'whole-schools' && <li>{page.say(words.whole, { more: experts - city_bound })}</li>}
        {gaps.map(({ objective, reached, bound }) => (
          <li key={objective}>
            {page.say(words.reached, { objective: page.say(objectiveWords[objective]), reached, bound })}
          </li>
        ))}
        {split.slice(0, 20).map(({ unit_id, teachers, groups, why }) => (
          <li key={unit_id}>
            {page.say(words.split, {
              unit: model.names.units.get(unit_id) ?? unit_id,
              ...{ teachers, count: groups.length, why: page.say(splitWords[why]) },
            })}
          </li>
        ))}
        {merges.map(({ counties, experts_before, experts_after }) => (
          <li key={counties.map(({ county_id }) => county_id).join()}>
            {page.say(words.merge, {
              counties: countyNames(
                model,
                counties.map(({ county_id }) => county_id),
                page,
              ),
              ...{ before: experts_before, after: experts_after },
            })}
          </li>
        ))}
      </ul>
    </details>
  );
};

const Closing = ({ open: { cell }, model, page }: CellProps) => {
  const keys = new Set(cell.groups.map(({ key }) => key));
  const gaps = model.kept?.content.team.gaps.filter(({ group }) => keys.has(group)) ?? [];
  if (gaps.length === 0) return null;
  const nameOf = (id: string): string => model.experts.get(id)?.name ?? id;
  return (
    <section class="section staffing-closing">
      <h3>
        {page.say(words.close)} <strong class="staffing-gap">{page.number(gaps.length)}</strong>
      </h3>
      <ul class="staffing-list">
        {gaps.slice(0, 50).map(({ group, teachers, wanted, widenings, members }) => (
          <li key={group}>
            {page.say(words.wanted, {
              ...{ group, teachers, capacity: wanted.capacity },
              counties: countyNames(model, wanted.serves, page),
            })}
            {model.may_decide && (widenings.length > 0 || members.length > 0) && (
              <ul class="staffing-list">
                {widenings.map(({ expert_id, capacity_to, counties_to_add }) => {
                  const what = [
                    ...(capacity_to === null
                      ? []
                      : [page.say(words.widenCapacity, { capacity: capacity_to })]),
                    ...(counties_to_add.length === 0
                      ? []
                      : [
                          page.say(words.widenCounties, {
                            counties: countyNames(model, counties_to_add, page),
                          }),
                        ]),
                  ];
                  return (
                    <li key={expert_id}>
                      {page.say(words.widen, {
                        name: nameOf(expert_id),
                        what: what.join(page.language === 'zh' ? '、' : ', '),
                      })}
                    </li>
                  );
                })}
                {members.map((id) => (
                  <li key={id}>
                    {page.say(cell.groups.length > 1 ? words.memberOf : words.memberAlone, {
                      name: nameOf(id),
                    })}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const GroupTable = ({ open: { cell, explanation }, model, page }: CellProps) => {
  const assigned = new Map(model.kept?.content.team.assignments.map((one) => [one.group, one]));
  const small = new Set(
    explanation.groups.filter(({ is_below_minimum }) => is_below_minimum).map(({ group }) => group),
  );
  return (
    <DataTable<StudyGroup>
      caption={page.say(words.groups)}
      columns={[
        {
          label: page.say(words.group),
          header: true,
          cell: ({ key }) => (
            <a href={`${placeOf(model, page, { cell: cellKey(cell), group: key })}#group`}>{key}</a>
          ),
        },
        {
          label: page.say(words.teachers),
          kind: 'num',
          cell: ({ teachers, key }) => (
            <>
              {page.number(teachers)}
              {small.has(key) && <span class="muted small"> {page.say(words.below)}</span>}
            </>
          ),
        },
        {
          label: page.say(words.counties),
          kind: 'wide',
          cell: ({ counties }) =>
            counties
              .map(({ county_id, teachers }) => `${countyNames(model, [county_id], page)} ${teachers}`)
              .join(' · '),
        },
        {
          label: page.say(words.expert),
          cell: ({ key }) => {
            const by = assigned.get(key);
            return (
              <>
                {by === undefined ? (
                  <strong class="staffing-gap">{page.say(words.noExpert)}</strong>
                ) : (
                  model.experts.get(by.expert_id)?.name
                )}
                {by?.is_pinned && <span class="muted small"> {page.say(words.byHand)}</span>}
                {model.may_decide && (
                  <Give model={model} page={page} cell={cellKey(cell)} group={key} chosen={by?.expert_id} />
                )}
              </>
            );
          },
        },
      ]}
      rows={cell.groups}
      keyOf={({ key }) => key}
    />
  );
};

interface GiveProps {
  readonly model: StaffingModel;
  readonly page: PageContext;
  readonly cell: string;
  readonly group: string;
  readonly chosen: string | undefined;
}

const Give = ({ model, page, cell, group, chosen }: GiveProps) => {
  const able = model.kept?.content.experts.filter((expert) => cellKey(expert) === cell) ?? [];
  if (able.length === 0) return null;
  return (
    <form method="post" action={`/staffing/${model.campaign.id}/assign`} class="staffing-inline">
      <CsrfField page={page} />
      <input type="hidden" name="version" value={model.kept?.version ?? 0} />
      <input type="hidden" name="group" value={group} />
      <select name="expert_id" aria-label={page.say(words.giveTo, { group })}>
        <option value="">{page.say(words.automatic)}</option>
        {able.map(({ expert_id }) => (
          <option key={expert_id} value={expert_id} selected={expert_id === chosen}>
            {model.experts.get(expert_id)?.name}
          </option>
        ))}
      </select>
      <Button kind="quiet" busy={page.say(words.computing)}>
        {page.say(words.give)}
      </Button>
    </form>
  );
};
