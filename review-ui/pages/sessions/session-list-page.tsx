/** Where one's account is signed in, and how to end that. */
import type { ShownSession } from '../../../database/sessions.ts';
import type { SessionPolicy } from '../../../schemas/session.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { OwnAccount } from '../../parts/own-account.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

export interface SessionListModel {
  readonly sessions: readonly ShownSession[];
  readonly policy: SessionPolicy;
}

const deviceOf = ({ origin }: ShownSession): string =>
  origin === null ? '—' : `${origin.browser} · ${origin.system}`;

export const SessionListPage = ({ sessions, policy }: SessionListModel, page: PageContext) => (
  <>
    <OwnAccount page={page} />
    <PageHead
      title={page.say(words.title)}
      about={page.say(words.about, { minutes: policy.idle_minutes, hours: policy.longest_hours })}
    />
    <DataTable
      caption={page.say(words.title)}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        { label: page.say(words.device), header: true, cell: deviceOf },
        { label: page.say(words.network), kind: 'id', cell: ({ origin }) => origin?.network ?? '—' },
        { label: page.say(words.begun), kind: 'time', cell: ({ begun_at }) => page.time(begun_at) },
        { label: page.say(words.seen), kind: 'time', cell: ({ seen_at }) => page.time(seen_at) },
        { label: page.say(words.action), cell: (one) => <End session={one} page={page} /> },
      ]}
    />
    <form method="post" action="/sessions/end" class="actions">
      <CsrfField page={page} />
      <Button kind="danger">{page.say(words.everywhere)}</Button>
      <span class="muted">{page.say(words.everywhereHint)}</span>
    </form>
  </>
);

const End = ({ session, page }: { session: ShownSession; page: PageContext }) =>
  session.is_own ? (
    <Badge mood="good">{page.say(words.here)}</Badge>
  ) : (
    <form method="post" action={`/sessions/${session.id}/end`} class="row-actions">
      <CsrfField page={page} />
      <Button kind="quiet" label={page.say(words.endOf, { device: deviceOf(session) })}>
        {page.say(words.end)}
      </Button>
    </form>
  );
