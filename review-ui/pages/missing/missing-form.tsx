/** Asks what became of each teacher whom the file doesn't hold. Nothing is chosen beforehand: an absence is no answer. */
import { absenceAnswerOrder, absenceAnswers, longestDestination_chars } from '../../../schemas/absence.ts';
import { masked } from '../../../schemas/mask.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { CellText } from '../../parts/cell-value.tsx';
import { TransferNote } from '../transfers/transfer-note.tsx';
import { AbsenceText } from './absence-text.tsx';
import { answerName, destinationName } from './answers.ts';
import { missingAddress } from './missing-address.ts';
import type { AbsentTeacher, MissingModel } from './missing-model.ts';
import { formId, restDialogId } from './rest.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: MissingModel;
  readonly page: PageContext;
}

export const MissingForm = ({ model, page }: Props) => {
  const action = missingAddress(model.upload.id);
  const { unanswered } = model.tally;
  return (
    <form
      id={formId}
      class="missing-form"
      method="post"
      action={action}
      hx-post={action}
      hx-target="#missing"
      hx-swap="outerMorph"
    >
      <CsrfField page={page} />
      <input type="hidden" name="page" value={model.page} />
      <input type="hidden" name="count" value={unanswered} />
      <ol class="absent">
        {model.absent.map((one) => (
          <li key={one.change.id} id={`absent-${one.change.id}`}>
            <Asked absent={one} page={page} />
          </li>
        ))}
      </ol>
      <div class="save-answers">
        <Button kind="primary" icon="check">
          {page.say(words.save)}
        </Button>
        {unanswered > 1 && (
          <LinkButton href={missingAddress(model.upload.id, { rest: 'kept' })} opens={restDialogId}>
            {page.say(words.restKept, { count: page.number(unanswered) })}
          </LinkButton>
        )}
        <span class="muted">{page.say(words.saveAbout)}</span>
      </div>
    </form>
  );
};

const Asked = ({ absent, page }: { absent: AbsentTeacher; page: PageContext }) => {
  const { change } = absent;
  const { absence } = change;
  return (
    <fieldset aria-label={page.say(words.answerOf, { name: change.name })}>
      <div class="who">
        <p>
          <strong>{change.name}</strong>{' '}
          <span class="mono muted">{masked('id_number', change.id_number)}</span>
        </p>
        <Teaches absent={absent} page={page} />
        {absent.transfer && <TransferNote transfer={absent.transfer} page={page} />}
        {absence !== null && (
          <p class="small">
            <Badge mood="good">{page.say(words.answered)}</Badge>{' '}
            <AbsenceText absence={absence} page={page} />{' '}
            <span class="muted">
              {page.say(words.answeredBy, { by: absence.by, time: page.time(absence.at) })}
            </span>
          </p>
        )}
      </div>
      <div class="ways-out">
        {absenceAnswerOrder.map((answer) => (
          <label key={answer} class="check-line">
            <input
              type="radio"
              name={answerName(change.id)}
              value={answer}
              checked={absence?.answer === answer}
            />
            <span>
              {page.say(absenceAnswers[answer].words)}{' '}
              <span class="muted small">{page.say(absenceAnswers[answer].meaning)}</span>
            </span>
          </label>
        ))}
        <label class="destination">
          <span>{page.say(words.destination)}</span>
          <input
            type="text"
            name={destinationName(change.id)}
            value={absence?.destination ?? ''}
            maxLength={longestDestination_chars}
            placeholder={page.say(words.destinationHint)}
            aria-label={`${page.say(words.destination)}：${change.name}`}
          />
        </label>
      </div>
    </fieldset>
  );
};

/** What the teacher teaches, and since when the registry has known of it. */
export const Teaches = ({ absent: { known }, page }: { absent: AbsentTeacher; page: PageContext }) =>
  known === undefined ? null : (
    <p class="muted small">
      {known.record.stage !== null && <CellText field="stage" value={known.record.stage} page={page} />}
      {known.record.subject !== null && (
        <>
          {' · '}
          <CellText field="subject" value={known.record.subject} page={page} />
        </>
      )}
      {' · '}
      {page.say(words.since, { date: page.day(known.created_at) })}
    </p>
  );
