/** What approving does: the roster before and after, by stage where that changes, transfers, who of those is committed, and whether the number is one to believe. */
import { reportedIn } from '../../../pipeline/plausibility.ts';
import type { PageContext } from '../../page.ts';
import { textOfCell } from '../../parts/cell-value.tsx';
import { StandsOut } from './plausible.tsx';
import type { SetModel } from './set-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: Pick<SetModel, 'impact' | 'upload'>;
  readonly page: PageContext;
}

export const ImpactLine = ({ model: { impact, upload }, page }: Props) => {
  if (impact === null) return null;
  const { before, after, stages, transfers, commitments, judged } = impact;
  const { enrolled, experts } = commitments;
  const change = (from: number, to: number) => (
    <strong class="num">
      {page.number(from)} → {page.number(to)}
    </strong>
  );
  return (
    <p class="impact">
      <span>
        {page.say(words.rosterAfter)} {change(before, after)}
      </span>
      {stages.length > 1 &&
        stages.map((one) => (
          <span key={one.stage ?? ''}>
            {one.stage === null ? page.say(words.noStage) : textOfCell('stage', one.stage, page)}{' '}
            {change(one.before, one.after)}
          </span>
        ))}
      {transfers > 0 && <span>{page.say(words.transfersOpened, { count: page.number(transfers) })}</span>}
      {enrolled + experts > 0 && (
        <span>
          {page.say(words.committed, { enrolled: page.number(enrolled), experts: page.number(experts) })}
        </span>
      )}
      {upload.counts !== null && upload.reverts === null && (
        <>
          <span>
            {page.say(words.reported)} <strong class="num">{page.number(reportedIn(upload.counts))}</strong>
          </span>
          {judged
            .filter(({ standing }) => standing === 'plausible')
            .map(({ against, reference }) => (
              <span key={against} class="muted">
                {page.say(against === 'expected' ? words.expected : words.lastRound)} {page.number(reference)}
              </span>
            ))}
          <StandsOut count={reportedIn(upload.counts)} judged={judged} page={page} />
        </>
      )}
    </p>
  );
};
