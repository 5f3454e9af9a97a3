/** The calendar: each campaign with the days of its steps, and for the province the form that adds one. */
import {
  type Campaign,
  type CampaignWindow,
  campaignWindows,
  phaseOf,
  timeLeft,
  type WindowName,
  windowOrder,
  windowPhases,
} from '../../../schemas/campaign.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { phaseMoods } from './countdown.tsx';
import { words } from './words.ts';

export interface CampaignListModel {
  readonly campaigns: readonly Campaign[];
  /** The one that people work in now. */
  readonly current: Campaign | null;
}

export const CampaignListPage = ({ campaigns, current }: CampaignListModel, page: PageContext) => (
  <>
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    {campaigns.length === 0 && (
      <EmptyState icon="calendar" title={page.say(words.none)}>
        {page.say(words.noneAbout)}
      </EmptyState>
    )}
    {campaigns.map((campaign) => (
      <section key={campaign.id} aria-labelledby={`campaign-${campaign.id}`}>
        <h2 id={`campaign-${campaign.id}`}>
          <a href={`/campaigns/${campaign.id}`}>{campaign.name}</a>{' '}
          {campaign.id === current?.id && <Badge mood="busy">{page.say(words.current)}</Badge>}
        </h2>
        <DataTable
          caption={campaign.name}
          columns={columns(page)}
          rows={windowOrder.flatMap((step) => {
            const window = campaign.windows[step];
            return window === undefined ? [] : [{ step, window }];
          })}
          keyOf={({ step }) => step}
        />
      </section>
    ))}
    {page.actor?.tier === 'province' && <AddCampaign page={page} />}
  </>
);

interface Line {
  readonly step: WindowName;
  readonly window: CampaignWindow;
}

const columns = (page: PageContext): Column<Line>[] => [
  { label: page.say(words.step), header: true, cell: ({ step }) => page.say(campaignWindows[step]) },
  { label: page.say(words.opensOn), kind: 'time', cell: ({ window }) => window.opens_on },
  { label: page.say(words.closesOn), kind: 'time', cell: ({ window }) => window.closes_on },
  {
    label: page.say(words.phase),
    cell: ({ window }) => {
      const phase = phaseOf(window, page.now);
      return <Badge mood={phaseMoods[phase]}>{page.say(windowPhases[phase])}</Badge>;
    },
  },
  {
    label: page.say(words.left),
    cell: ({ window }) => {
      const left = phaseOf(window, page.now) === 'open' ? timeLeft(window, page.now) : null;
      return left === null ? <span class="muted">–</span> : page.say(words.daysLeft, { ...left });
    },
  },
];

const AddCampaign = ({ page }: { page: PageContext }) => (
  <section aria-labelledby="add-campaign">
    <h2 id="add-campaign">{page.say(words.add)}</h2>
    <form method="post" action="/campaigns" class="stack campaign-form">
      <CsrfField page={page} />
      <Field for="campaign-name" label={page.say(words.name)} hint={page.say(words.nameHint)}>
        <input id="campaign-name" name="name" required maxLength={60} aria-describedby="campaign-name-hint" />
      </Field>
      <p class="muted">{page.say(words.windowsHint)}</p>
      {windowOrder.map((step) => (
        <fieldset key={step} class="campaign-days">
          <legend>{page.say(campaignWindows[step])}</legend>
          {(['opens_on', 'closes_on'] as const).map((end) => (
            <Field
              key={end}
              for={`${step}-${end}`}
              label={page.say(end === 'opens_on' ? words.opensOn : words.closesOn)}
            >
              <input id={`${step}-${end}`} name={`${step}_${end}`} type="date" />
            </Field>
          ))}
        </fieldset>
      ))}
      <div>
        <Button kind="primary">{page.say(words.add)}</Button>
      </div>
    </form>
  </section>
);
