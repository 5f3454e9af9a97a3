/** What a unit was: its codes, its former names, whom it took over, and what was done to it by whom. */
import type { OrganisationEvent, OrganisationHistory } from '../../../database/organisation-history.ts';
import { type OrganisationField, organisationLabels } from '../../../schemas/organisation-facts.ts';
import type { PageContext } from '../../page.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { words } from './words.ts';

interface Props {
  readonly history: OrganisationHistory;
  readonly page: PageContext;
}

export const UnitHistory = ({ history, page }: Props) => (
  <>
    {history.codes.length > 1 && (
      <section aria-labelledby="codes-title">
        <h2 id="codes-title">{page.say(words.codeHistory)}</h2>
        <DataTable
          caption={page.say(words.codeHistory)}
          columns={[
            { label: page.say(words.code), kind: 'id', header: true, cell: ({ code }) => code },
            {
              label: page.say(words.from),
              kind: 'time',
              cell: ({ valid_from }) => valid_from ?? <span class="muted">{page.say(words.before)}</span>,
            },
            {
              label: page.say(words.until),
              kind: 'time',
              cell: ({ valid_to }) => valid_to ?? page.say(words.inUse),
            },
          ]}
          rows={history.codes}
          keyOf={({ code }) => code}
        />
      </section>
    )}
    {history.merged_from.length > 0 && (
      <section aria-labelledby="merged-title">
        <h2 id="merged-title">{page.say(words.mergedFrom)}</h2>
        <ul class="plain-list">
          {history.merged_from.map(({ id, name }) => (
            <li key={id}>
              <a href={`/units/${id}`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    )}
    {history.events.length > 0 && (
      <section aria-labelledby="events-title">
        <h2 id="events-title">{page.say(words.timeline)}</h2>
        <ol class="unit-events">
          {history.events.map((event) => (
            <li key={event.id}>
              <time class="num muted" dateTime={event.at.toISOString()}>
                {page.time(event.at)}
              </time>
              <span>{said(event, history, page)}</span>
              <span class="muted">{event.by ?? page.say(words.system)}</span>
            </li>
          ))}
        </ol>
      </section>
    )}
  </>
);

/** What is said of an event: units by their names, fields by their labels. */
function said(
  { action, detail }: OrganisationEvent,
  { named }: OrganisationHistory,
  page: PageContext,
): string {
  const shown = Object.entries(detail).map(([key, value]) => {
    if (typeof value === 'string' && ['unit_id', 'into', 'from', 'to'].includes(key)) {
      return [key, named.get(value)?.name ?? page.say(words.elsewhere)];
    }
    return [key, key === 'fields' ? labels(String(value), page) : (value ?? '–')];
  });
  const isRecoded = action === 'change' && 'to_code' in detail;
  return page.say(words.events[isRecoded ? 'recoded' : action], Object.fromEntries(shown));
}

const labels = (fields: string, page: PageContext): string =>
  fields
    .split(' ')
    .map((field) => page.say(organisationLabels[field as OrganisationField] ?? { zh: field, en: field }))
    .join(page.language === 'zh' ? '、' : ', ');
