/** What the school said of a teacher whom its file doesn't hold, and who said it: a reviewer decides on somebody's word. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { absenceAnswers } from '../../../schemas/absence.ts';
import type { PageContext } from '../../page.ts';
import { AbsenceText } from '../missing/absence-text.tsx';
import { words } from './words.ts';

interface Props {
  readonly change: ShownChange;
  readonly page: PageContext;
}

export const AbsenceNote = ({ change: { absence, kind }, page }: Props) =>
  absence === null ? null : (
    <div class="asks">
      <p>
        {kind === 'missing' ? (
          page.say(words.keptByAnswer)
        ) : (
          <>
            {page.say(words.departsByAnswer)}
            <strong>
              <AbsenceText absence={absence} page={page} />
            </strong>
          </>
        )}
      </p>
      {absenceAnswers[absence.answer].hasDestination && (
        <p>{page.say(kind === 'transfer' ? words.movesByAnswer : words.movedByAnswer)}</p>
      )}
      <p class="muted small">
        {absence.by} · {page.time(absence.at)}
      </p>
    </div>
  );
