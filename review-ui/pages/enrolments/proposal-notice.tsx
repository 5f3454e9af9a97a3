/** What would be done for all who are left, with its count and names, before anybody confirms it. */
import { excuses } from '../../../schemas/enrolment.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Proposal } from './enrolment-model.ts';
import { words } from './words.ts';

const namesShown = 10;

export const ProposalNotice = ({
  proposal: { what, lines, cells },
  page,
}: {
  proposal: Proposal;
  page: PageContext;
}) => {
  const count = page.number(lines.length);
  if (lines.length === 0) return <Notice tone="info" title={page.say(words.proposalNone)} />;
  const title =
    what === 'registered'
      ? page.say(words.proposalTitle, { count })
      : page.say(words.excuseTitle, { count, why: page.say(excuses[what]) });
  const names = lines.slice(0, namesShown).map(({ name }) => name);
  return (
    <Notice tone="info" title={title}>
      {cells.length > 0 && (
        <p>{cells.map(({ cell, count: of }) => `${cell} ${page.number(of)}`).join(' · ')}</p>
      )}
      <p>
        {names.join('、')}
        {lines.length > namesShown && ` ${page.say(words.andMore, { count })}`}
      </p>
      {what === 'registered' && <p class="muted">{page.say(words.proposalHint)}</p>}
      <form method="post" action="/enrolments" class="enrol-confirm">
        <CsrfField page={page} />
        <input type="hidden" name="all" value={what} />
        <input type="hidden" name="count" value={lines.length} />
        {what === 'other' && (
          <input type="text" name="note" required maxLength={200} aria-label={page.say(words.reason)} />
        )}
        <Button kind="primary" icon="check">
          {page.say(words.confirm, { count })}
        </Button>
        <LinkButton href="/enrolments">{page.say(words.cancel)}</LinkButton>
      </form>
    </Notice>
  );
};
