/** Enrolment and gaps as pictures, each in the table that holds its numbers. */
import { sharesOf } from '../../../pipeline/staffing/figures.ts';
import type { CellFigures } from '../../../schemas/kept-plan.ts';
import { stages } from '../../../schemas/subject.ts';
import { Bar } from '../../charts/bars.tsx';
import { Dumbbell, DumbbellKey } from '../../charts/dumbbell.tsx';
import { HeatTable } from '../../charts/heat-table.tsx';
import type { PageContext } from '../../page.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { changeText, Recompute } from './recompute.tsx';
import type { StaffingModel } from './staffing-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: StaffingModel;
  readonly page: PageContext;
}

export const cellName = ({ stage, subject }: Pick<CellFigures, 'stage' | 'subject'>): string =>
  subject === null ? stage : `${stage} ${subject}`;

/** The province names the city that it looks at; everybody else has one. */
export const placeOf = (
  { city, campaign }: StaffingModel,
  page: PageContext,
  more: Record<string, string> = {},
) =>
  addressOf(`/staffing/${campaign.id}`, {
    city: page.actor?.tier === 'province' ? city.id : undefined,
    ...more,
  });

/** A cell that somebody has enrolled in since: its place in the table, before it is planned. */
const unplanned = ({ cells, changes }: StaffingModel): CellFigures[] =>
  changes
    .filter(({ key }) => !cells.some((cell) => cell.key === key))
    .map(({ key, stage, subject }) => ({
      ...{ key, stage, subject, enrolled: 0, bound: 0, needed: 0, by_county: 0 },
      ...{ available: 0, assigned: 0, gaps: 0 },
    }));

export const CellTable = ({ model, page }: Props) => {
  const changes = new Map(model.changes.map((change) => [change.key, change]));
  const planned = new Set(model.cells.map(({ key }) => key));
  const changed: Column<CellFigures> = {
    label: page.say(words.changes),
    cell: ({ key }) => {
      const change = changes.get(key);
      return (
        change && (
          <>
            <span class="small">{changeText(change, page)}</span>
            {model.may_decide && <Recompute model={model} page={page} change={change} />}
          </>
        )
      );
    },
  };
  const most = Math.max(1, ...model.cells.flatMap(({ needed, available }) => [needed, available]));
  return (
    <>
      <DumbbellKey needed={page.say(words.needed)} available={page.say(words.available)} />
      <DataTable
        caption={page.say(words.cells)}
        columns={[
          {
            label: page.say(words.cell),
            header: true,
            cell: (cell) =>
              planned.has(cell.key) ? (
                <a href={placeOf(model, page, { cell: cell.key })} title={page.say(words.why)}>
                  {cellName(cell)}
                </a>
              ) : (
                cellName(cell)
              ),
          },
          ...(changes.size === 0 ? [] : [changed]),
          { label: page.say(words.enrolled), kind: 'num', cell: ({ enrolled }) => page.number(enrolled) },
          { label: page.say(words.bound), kind: 'num', cell: ({ bound }) => page.number(bound) },
          { label: page.say(words.needed), kind: 'num', cell: ({ needed }) => page.number(needed) },
          { label: page.say(words.byCounty), kind: 'num', cell: ({ by_county }) => page.number(by_county) },
          { label: page.say(words.available), kind: 'num', cell: ({ available }) => page.number(available) },
          {
            label: page.say(words.gap),
            kind: 'num',
            cell: ({ gaps }) =>
              gaps > 0 ? <strong class="staffing-gap">{page.number(gaps)}</strong> : page.number(gaps),
          },
          {
            label: page.say(words.picture),
            cell: (cell) => (
              <Dumbbell
                needed={cell.needed}
                available={cell.available}
                most={most}
                about={page.say(words.pictureAbout, {
                  ...{ cell: cellName(cell), needed: cell.needed, available: cell.available },
                })}
              />
            ),
          },
        ]}
        rows={[...model.cells, ...unplanned(model)]}
        keyOf={({ key }) => key}
      />
    </>
  );
};

export const EnrolmentPictures = ({ model, page }: Props) => {
  const cells = model.kept?.content.plan.cells ?? [];
  const shares = cells.map((cell) => ({ cell, counts: sharesOf(cell) }));
  const counties = model.counties.filter(({ id }) => shares.some(({ counts }) => (counts.get(id) ?? 0) > 0));
  const all = model.cells.reduce((sum, { enrolled }) => sum + enrolled, 0);
  const ofStage = stages.map(({ value, en }) => ({
    label: page.language === 'zh' ? value : en,
    count: model.cells.filter(({ stage }) => stage === value).reduce((sum, one) => sum + one.enrolled, 0),
  }));
  return (
    <>
      <section class="section">
        <h2>{page.say(words.bars)}</h2>
        <DataTable
          caption={page.say(words.bars)}
          columns={[
            { label: page.say(words.stage), header: true, cell: ({ label }) => label },
            { label: page.say(words.enrolled), kind: 'num', cell: ({ count }) => page.number(count) },
            {
              label: page.say(words.share),
              kind: 'wide',
              cell: ({ label, count }) => (
                <Bar
                  parts={[
                    { key: 'enrolled', label, value: count },
                    { key: 'rest', label: '', value: all - count },
                  ]}
                  about={page.say(words.barAbout, {
                    ...{ stage: label, count, percent: all === 0 ? 0 : Math.round((count * 100) / all) },
                  })}
                />
              ),
            },
          ]}
          rows={ofStage}
          keyOf={({ label }) => label}
        />
      </section>
      <section class="section">
        <h2>{page.say(words.heat)}</h2>
        <HeatTable
          caption={page.say(words.heat)}
          corner={page.say(words.cell)}
          columns={counties.map(({ name }) => name)}
          rows={shares.map(({ cell, counts }) => ({
            key: cellName(cell),
            label: cellName(cell),
            values: counties.map(({ id }) => counts.get(id) ?? 0),
          }))}
          number={page.number}
        />
      </section>
    </>
  );
};
