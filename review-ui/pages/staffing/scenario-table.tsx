/** Ways to staff the same roster side by side: what each needs, and how far that is from the least. */
import type { StaffingOptions } from '../../../schemas/staffing.ts';
import type { Scenario } from '../../../schemas/staffing-plan.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import type { StaffingModel } from './staffing-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: StaffingModel;
  readonly page: PageContext;
}

type Row = Scenario & { readonly at: number };

export const ScenarioTable = ({ model, page }: Props) => {
  const scenarios = model.kept?.content.comparison.scenarios ?? [];
  if (scenarios.length === 0) return null;
  const choose: Column<Row> = {
    label: page.say(words.choose),
    cell: ({ at, options }) => at > 0 && <Choose options={options} model={model} page={page} />,
  };
  return (
    <section class="section">
      <h2>{page.say(words.scenarios)}</h2>
      <p class="muted">{page.say(words.scenariosAbout)}</p>
      <DataTable<Row>
        caption={page.say(words.scenarios)}
        columns={[
          {
            label: page.say(words.scenario),
            header: true,
            cell: ({ options: { pooling, ratio, minimum_group }, at }) => (
              <>
                {page.say(words.scenarioName, {
                  pooling: page.say(pooling === 'city' ? words.poolCity : words.poolCounty),
                  ...{ ratio, minimum: minimum_group },
                })}
                {at === 0 && page.say(words.current)}
              </>
            ),
          },
          { label: page.say(words.needed), kind: 'num', cell: ({ experts }) => page.number(experts) },
          { label: page.say(words.bound), kind: 'num', cell: ({ bound }) => page.number(bound) },
          {
            label: page.say(words.aboveBound),
            kind: 'num',
            cell: ({ percent_above_bound: percent }) => `${percent} %`,
          },
          {
            label: page.say(words.aboveFirst),
            kind: 'num',
            cell: ({ percent_above_first: percent }) => `${percent > 0 ? '+' : ''}${percent} %`,
          },
          {
            label: page.say(words.belowMinimum),
            kind: 'num',
            cell: ({ below_minimum }) => page.number(below_minimum),
          },
          ...(model.may_decide ? [choose] : []),
        ]}
        rows={scenarios.map((scenario, at) => ({ ...scenario, at }))}
        keyOf={({ at }) => String(at)}
      />
    </section>
  );
};

/** Plans by these rules instead; as always what was decided by hand is held against the new groups. */
const Choose = ({ options, model, page }: Props & { readonly options: StaffingOptions }) => (
  <form method="post" action={`/staffing/${model.campaign.id}/compute`}>
    <CsrfField page={page} />
    <input type="hidden" name="version" value={model.kept?.version ?? 0} />
    <input type="hidden" name="ratio" value={options.ratio} />
    <input type="hidden" name="pooling" value={options.pooling} />
    <input type="hidden" name="minimum_group" value={options.minimum_group} />
    <Button kind="quiet" busy={page.say(words.computing)}>
      {page.say(words.choose)}
    </Button>
  </form>
);
