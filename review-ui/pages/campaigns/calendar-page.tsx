/** One campaign as a timeline: what one's own tier does when, with its extensions, and what the others do. */
import type { Duty } from '../../../schemas/calendar-duty.ts';
import { campaignWindows, timeLeft, windowPhases } from '../../../schemas/campaign.ts';
import { stageOrder } from '../../../schemas/subject.ts';
import { tierNames } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { safeUrl } from '../../parts/safe-url.ts';
import { stageName } from '../openings/stage-counts.tsx';
import type { CalendarModel, OwnWindow } from './calendar-model.ts';
import { Countdown, isPressing, phaseMoods } from './countdown.tsx';
import { TimelineBar, type TimeSpan } from './timeline-bar.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: CalendarModel;
  readonly page: PageContext;
}

interface Line {
  readonly own: OwnWindow;
  readonly duty: Duty;
}

export const CalendarPage = (model: CalendarModel, page: PageContext) => {
  const { campaign, current, windows } = model;
  const lines = (of: 'own' | 'others'): Line[] =>
    windows.flatMap((own) => own[of].map((duty) => ({ own, duty })));
  const span = spanOf(windows);
  const asks = page.actor?.tier !== 'province';
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[{ label: page.say(words.title), href: '/campaigns' }, { label: campaign.name }]}
      />
      <PageHead
        title={campaign.name}
        beside={campaign.id === current?.id && <Badge mood="busy">{page.say(words.current)}</Badge>}
        about={page.say(words.about)}
        actions={
          <LinkButton icon="calendar" href={`/campaigns/${campaign.id}/extensions`}>
            {page.say(asks && page.actor?.tier === 'school' ? words.askMore : words.extensions)}
          </LinkButton>
        }
      />
      {windows
        .filter(
          ({ window, own }) => window.phase === 'open' && own.length > 0 && isPressing(window, page.now),
        )
        .map(({ name, window }) => (
          <Countdown key={name} campaignId={campaign.id} name={name} window={window} page={page} />
        ))}
      <section aria-labelledby="own-duties">
        <h2 id="own-duties">{page.say(words.mine, { unit: page.actor?.unit_name ?? '' })}</h2>
        <DataTable
          caption={page.say(words.mine, { unit: page.actor?.unit_name ?? '' })}
          columns={dutyColumns(model, page, span, true)}
          rows={lines('own')}
          keyOf={keyOf}
        />
      </section>
      <section aria-labelledby="other-duties">
        <h2 id="other-duties">{page.say(words.others)}</h2>
        <DataTable
          caption={page.say(words.others)}
          columns={dutyColumns(model, page, span, false)}
          rows={lines('others')}
          keyOf={keyOf}
        />
      </section>
      <Projects model={model} page={page} />
    </>
  );
};

const keyOf = ({ own, duty }: Line): string => `${own.name} ${duty.by}`;

function spanOf(windows: readonly OwnWindow[]): TimeSpan | null {
  const first = windows.map(({ window }) => window.opens_on).sort()[0];
  const last = windows
    .map(({ window }) => window.closes_on)
    .sort()
    .at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** Of others one sees the campaign's days: their extensions are theirs. */
function dutyColumns(
  { campaign }: CalendarModel,
  page: PageContext,
  span: TimeSpan | null,
  isOwn: boolean,
): Column<Line>[] {
  const daysOf = ({ own }: Line) => (isOwn ? own.window : (campaign.windows[own.name] ?? own.window));
  const phase = (line: Line) => line.own.window.phase;
  return [
    { label: page.say(words.step), kind: 'time', cell: ({ own }) => page.say(campaignWindows[own.name]) },
    ...(isOwn
      ? []
      : [{ label: page.say(words.who), cell: ({ duty }: Line) => page.say(tierNames[duty.by]) }]),
    {
      label: page.say(words.what),
      kind: 'wide',
      header: true,
      cell: ({ duty }) =>
        isOwn ? (
          <a href={safeUrl(duty.place.replace(':id', campaign.id))}>{page.say(duty.does)}</a>
        ) : (
          page.say(duty.does)
        ),
    },
    { label: page.say(words.opensOn), kind: 'time', cell: (line) => daysOf(line).opens_on },
    {
      label: page.say(words.closesOn),
      kind: 'time',
      cell: (line) => (
        <>
          {daysOf(line).closes_on}
          {isOwn && line.own.window.by === 'extension' && (
            <>
              {' '}
              <Badge mood="good">{page.say(words.extended)}</Badge>
            </>
          )}
        </>
      ),
    },
    ...(isOwn
      ? [
          {
            label: page.say(words.phase),
            cell: (line: Line) => (
              <Badge mood={phaseMoods[phase(line)]}>{page.say(windowPhases[phase(line)])}</Badge>
            ),
          },
          { label: page.say(words.left), kind: 'time' as const, cell: (line: Line) => left(line, page) },
        ]
      : []),
    {
      label: page.say(words.timeline),
      cell: (line) => span && <TimelineBar window={daysOf(line)} span={span} now={page.now} />,
    },
  ];
}

const left = ({ own: { window } }: Line, page: PageContext): string => {
  const time = window.phase === 'open' ? timeLeft(window, page.now) : null;
  return time === null ? '–' : page.say(words.daysLeft, { days: time.days, hours: time.hours });
};

const Projects = ({ model: { projects, subjects }, page }: Props) => (
  <section aria-labelledby="projects">
    <h2 id="projects">{page.say(words.projects)}</h2>
    <DataTable
      caption={page.say(words.projects)}
      columns={[
        { label: page.say(words.stage), header: true, cell: (stage) => stageName(stage, page) },
        { label: page.say(words.project), cell: (stage) => projects[stage] },
        {
          label: page.say(words.subjectCount),
          kind: 'num',
          cell: (stage) => page.number(subjects[stage].length),
        },
        {
          label: page.say(words.subjects),
          kind: 'wide',
          cell: (stage) =>
            subjects[stage].length === 0 ? (
              <span class="muted">{page.say(words.noSubject)}</span>
            ) : (
              subjects[stage].join('、')
            ),
        },
      ]}
      rows={stageOrder}
      keyOf={(stage) => stage}
    />
  </section>
);
