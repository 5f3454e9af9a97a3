/** What was exported, one line for each: what, whose, by whom, how far. */
import type { ShownExport } from '../../../database/exports.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { exportKinds } from '../../../schemas/export.ts';
import { type ExportState, exportLifecycle } from '../../../schemas/export-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { mayTake } from './export-json.ts';
import { words } from './words.ts';

const moods: Readonly<Record<ExportState, Mood>> = {
  asked: 'busy',
  ready: 'good',
  failed: 'bad',
  expired: 'quiet',
};

export const ExportBadge = ({ state, page }: { state: ExportState; page: PageContext }) => (
  <Badge mood={moods[state]}>{page.say(exportLifecycle.states[state])}</Badge>
);

/** `教师名册 Excel`, with whole numbers said. */
export const titleOf = ({ kind, format, numbers }: ShownExport, page: PageContext): string =>
  [
    `${page.say(exportKinds[kind].words)} ${page.say(words[format])}`,
    ...(numbers === 'full' ? [page.say(words.full)] : []),
  ].join(' · ');

const rowsOf = ({ state, rows_written, rows_expected }: ShownExport, page: PageContext): string => {
  if (state === 'asked') return `${page.number(rows_written)} / ${page.number(rows_expected)}`;
  return state === 'failed' ? '—' : page.number(rows_written);
};

interface ExportTableProps {
  readonly exports: readonly ShownExport[];
  readonly actor: Actor;
  readonly page: PageContext;
}

export const ExportTable = ({ exports, actor, page }: ExportTableProps) => (
  <DataTable
    caption={page.say(words.past)}
    rows={exports}
    keyOf={({ id }) => id}
    columns={[
      {
        label: page.say(words.what),
        header: true,
        kind: 'wide',
        cell: (one) => (
          <>
            <a href={`/exports/${one.id}`}>{titleOf(one, page)}</a>
            {one.reason !== null && (
              <span class="muted">
                {' '}
                {page.say(words.reason)}: {one.reason}
              </span>
            )}
          </>
        ),
      },
      { label: page.say(words.scope), cell: ({ area_name }) => area_name },
      { label: page.say(words.who), cell: ({ by }) => by },
      { label: page.say(words.when), kind: 'time', cell: ({ asked_at }) => page.time(asked_at) },
      { label: page.say(words.rows), kind: 'num', cell: (one) => rowsOf(one, page) },
      { label: page.say(words.state), cell: ({ state }) => <ExportBadge state={state} page={page} /> },
      {
        label: page.say(words.download),
        cell: (one) =>
          mayTake(one, actor) ? (
            <a
              href={`/exports/${one.id}/file`}
              aria-label={`${page.say(words.download)} ${titleOf(one, page)}, ${page.time(one.asked_at)}`}
            >
              {page.say(words.download)}
            </a>
          ) : (
            '—'
          ),
      },
    ]}
  />
);
