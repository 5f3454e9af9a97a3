/** What a school said of somebody who is missing, and who said it when. */
import type { ShownAbsence } from '../../../database/change-sets.ts';
import { absenceAnswers } from '../../../schemas/absence.ts';
import type { PageContext } from '../../page.ts';

interface Props {
  readonly absence: ShownAbsence;
  readonly page: PageContext;
}

export const AbsenceText = ({ absence: { answer, destination }, page }: Props) => (
  <>
    {page.say(absenceAnswers[answer].words)}
    {destination !== null && ` → ${destination}`}
  </>
);
