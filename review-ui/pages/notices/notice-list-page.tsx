/** The notices of one's unit: what one has not read first. */
import type { NoticePage, ShownNotice } from '../../../database/notices.ts';
import { type CampaignStep, campaignSteps } from '../../../schemas/campaign.ts';
import type { Language } from '../../../schemas/language.ts';
import { say } from '../../../schemas/language.ts';
import { noticeKinds } from '../../../schemas/notice.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words } from './words.ts';

export interface NoticeListModel extends NoticePage {
  readonly page: number;
}

/** A step is told by its key and read by its name. */
export function noticeText({ kind, params }: ShownNotice, language: Language): string {
  const { step } = params;
  const isStep = typeof step === 'string' && Object.hasOwn(campaignSteps, step);
  const said = isStep ? { ...params, step: campaignSteps[step as CampaignStep][language] } : params;
  return say(noticeKinds[kind].words, language, said);
}

export const NoticeListPage = (
  { notices, total, unread, page: number }: NoticeListModel,
  page: PageContext,
) => (
  <>
    <PageHead
      title={page.say(words.title)}
      beside={<span class="num muted">{page.number(total)}</span>}
      about={page.say(words.about)}
      actions={
        unread > 0 && (
          <form method="post" action="/notices/read">
            <CsrfField page={page} />
            <Button icon="check">{page.say(words.markAllRead)}</Button>
          </form>
        )
      }
    />
    {notices.length === 0 ? (
      <EmptyState icon="bell" title={page.say(words.empty)} />
    ) : (
      <DataTable
        caption={page.say(words.title)}
        columns={columns(page)}
        rows={notices}
        keyOf={({ id }) => id}
      />
    )}
    <Pager
      page={page}
      current={number}
      pages={pagesOf(total)}
      href={(next) => addressOf('/notices', { page: next > 1 ? next : undefined })}
    />
  </>
);

const columns = (page: PageContext): Column<ShownNotice>[] => [
  {
    label: page.say(words.what),
    kind: 'wide',
    header: true,
    cell: (notice) => (
      <span class={notice.read ? 'notice-read' : undefined}>{noticeText(notice, page.language)}</span>
    ),
  },
  { label: page.say(words.at), kind: 'time', cell: ({ at }) => page.time(at) },
  {
    label: page.say(words.state),
    cell: ({ read, kind }) =>
      read ? (
        <span class="muted">{page.say(words.read)}</span>
      ) : (
        <Badge mood={noticeKinds[kind].asks ? 'todo' : 'busy'}>
          {page.say(noticeKinds[kind].asks ? words.todo : words.unread)}
        </Badge>
      ),
  },
  { label: page.say(words.action), cell: (notice) => <Actions notice={notice} page={page} /> },
];

/** Opening is a form too: looking at it makes it read. */
const Actions = ({ notice, page }: { notice: ShownNotice; page: PageContext }) => {
  const text = noticeText(notice, page.language);
  return (
    <form method="post" action={`/notices/${notice.id}/read`} class="actions">
      <CsrfField page={page} />
      <Button name="open" value="true" label={page.say(words.openNotice, { text })}>
        {page.say(words.open)}
      </Button>
      {!notice.read && (
        <Button kind="quiet" label={page.say(words.markNoticeRead, { text })}>
          {page.say(words.markRead)}
        </Button>
      )}
    </form>
  );
};
