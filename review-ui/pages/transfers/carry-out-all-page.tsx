/** Carrying out all that wait: how many they are, and each of them, before it is done. */
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import type { TransferListModel } from './transfer-model.ts';
import { TransferTable } from './transfer-table.tsx';
import { words } from './words.ts';

export const CarryOutAllPage = ({ waiting, transfers }: TransferListModel, page: PageContext) => {
  const count = page.number(waiting);
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[
          { label: page.say(words.title), href: '/transfers' },
          { label: page.say(words.carryOutAll) },
        ]}
      />
      {waiting === 0 ? (
        <EmptyState icon="check" title={page.say(words.none)} />
      ) : (
        <>
          <PageHead
            title={page.say(words.carryOutAllTitle, { count })}
            about={page.say(words.carryOutAllAbout)}
          />
          <TransferTable transfers={transfers} page={page} />
          {waiting > transfers.length && (
            <p class="muted">{page.say(words.tooMany, { count: page.number(transfers.length) })}</p>
          )}
          <form method="post" action="/transfers/carry-out" class="actions section">
            <CsrfField page={page} />
            <input type="hidden" name="count" value={waiting} />
            <Button kind="primary">{page.say(words.carryOutAllConfirm, { count })}</Button>
            <LinkButton href="/transfers">{page.say(words.back)}</LinkButton>
          </form>
        </>
      )}
    </>
  );
};
