/** Ways to staff the same roster side by side: what each needs, and how far that is from the least. */
import type { ScenarioComparison } from '../../../schemas/staffing-plan.ts';
import type { PageContext } from '../../page.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { words } from './words.ts';

interface Props {
  readonly comparison: ScenarioComparison;
  readonly page: PageContext;
}

export const ScenarioTable = ({ comparison: { scenarios }, page }: Props) =>
  scenarios.length === 0 ? null : (
    <section class="section">
      <h2>{page.say(words.scenarios)}</h2>
      <DataTable
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
        ]}
        rows={scenarios.map((scenario, at) => ({ ...scenario, at }))}
        keyOf={({ at }) => String(at)}
      />
    </section>
  );
