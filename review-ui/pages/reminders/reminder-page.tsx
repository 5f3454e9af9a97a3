/** Asks before it reminds: how many will be told what. */
import { reminderKind } from '../../../database/reminders.ts';
import { noticeKinds } from '../../../schemas/notice.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { boardAddress } from '../boards/address.ts';
import type { ReminderModel } from './reminder-model.ts';
import { words } from './words.ts';

export const ReminderPage = (model: ReminderModel, page: PageContext) => {
  const { unit, target, step, owing, reminded_today, deadline, board_id } = model;
  const count = owing - reminded_today;
  return (
    <>
      <PageHead title={page.say(words.titleOf, { name: unit.name })} about={page.say(words.about)} />
      <Facts
        facts={[
          { term: page.say(words.owing), value: page.number(model.undone ?? owing) },
          { term: page.say(words.today), value: page.number(reminded_today) },
          { term: page.say(words.toRemind), value: <strong>{page.number(count)}</strong> },
          { term: page.say(words.deadline), value: deadline ?? page.say(words.noDeadline) },
        ]}
      />
      <section>
        <h2>{page.say(words.text)}</h2>
        <blockquote class="reminder-text">{textOf(model, page)}</blockquote>
      </section>
      {count === 0 && <Notice tone="info">{page.say(owing === 0 ? words.nobody : words.nobodyToday)}</Notice>}
      <div class="actions">
        {count > 0 && (
          <form method="post" action="/reminders">
            <CsrfField page={page} />
            <input type="hidden" name="step" value={step} />
            {target.below === undefined ? (
              <input type="hidden" name="units" value={target.unit} />
            ) : (
              <input type="hidden" name="below" value={target.below} />
            )}
            <Button kind="primary" icon="bell">
              {target.below === undefined
                ? page.say(words.confirmOne)
                : page.say(words.confirm, { count: page.number(count) })}
            </Button>
          </form>
        )}
        {model.may_remind_area && (
          <form method="post" action="/reminders">
            <CsrfField page={page} />
            <input type="hidden" name="step" value={step} />
            <input type="hidden" name="units" value={unit.id} />
            <Button>{page.say(words.onlyArea, { name: unit.name })}</Button>
          </form>
        )}
        <LinkButton
          kind="quiet"
          href={
            step === 'collection'
              ? boardAddress(board_id)
              : addressOf('/enrolments/unsubmitted', { unit: board_id })
          }
        >
          {page.say(step === 'collection' ? words.back : words.backToList)}
        </LinkButton>
      </div>
    </>
  );
};

const textOf = ({ undone, deadline, step }: ReminderModel, page: PageContext): string =>
  page.say(noticeKinds[reminderKind(step, undone)].words, {
    ...{ unit: page.actor?.unit_name ?? '', deadline: deadline ?? '—', count: undone ?? 0 },
  });
