/** Tells on the page of an upload whom the file doesn't hold, and leads to where each is answered for. */
import type { AbsenceTally } from '../../../database/absences.ts';
import { absenceAnswerOrder, absenceAnswers } from '../../../schemas/absence.ts';
import type { PageContext } from '../../page.ts';
import { missingAddress } from './missing-address.ts';
import { words } from './words.ts';

interface Props {
  readonly uploadId: string;
  readonly tally: AbsenceTally;
  /** Whether the reader may answer now. */
  readonly isOpen: boolean;
  readonly page: PageContext;
}

export const MissingSection = ({ uploadId, tally, isOpen, page }: Props) =>
  tally.absent === 0 ? null : (
    <section class="missing-section" aria-labelledby="missing-title">
      <h2 id="missing-title">{page.say(words.title)}</h2>
      <p>
        {sentence(tally, isOpen, page)}{' '}
        <a href={missingAddress(uploadId)}>
          {page.say(isOpen && tally.unanswered > 0 ? words.answerThem : words.seeThem)}
        </a>
      </p>
    </section>
  );

function sentence({ absent, unanswered, answers }: AbsenceTally, isOpen: boolean, page: PageContext): string {
  const counts = { absent: page.number(absent), count: page.number(unanswered) };
  if (unanswered > 0) return page.say(isOpen ? words.sectionAsks : words.sectionOpen, counts);
  const said = absenceAnswerOrder.flatMap((answer) => {
    const count = answers[answer] ?? 0;
    const label = page.say(absenceAnswers[answer].words);
    return count === 0 ? [] : [page.say(words.tallied, { answer: label, count: page.number(count) })];
  });
  return page.say(words.sectionDone, { ...counts, answers: said.join(page.language === 'zh' ? '、' : ', ') });
}
