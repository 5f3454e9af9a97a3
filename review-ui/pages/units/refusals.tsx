/** Why a unit's form was not kept: the refusal of the whole, or what is wrong field by field. */
import type { Problem } from '../../../schemas/problem.ts';
import type { PageContext } from '../../page.ts';
import { Notice } from '../../parts/notice.tsx';
import { problemText } from '../../problem-words.ts';
import type { Fault } from './faults.ts';
import { words } from './words.ts';

interface Props {
  readonly faults: readonly Fault[];
  /** Why it was not kept, beside what is wrong with single fields. */
  readonly refusal: Problem | null;
  readonly page: PageContext;
}

export const Refusals = ({ faults, refusal, page }: Props) =>
  faults.length === 0 && refusal === null ? null : (
    <Notice
      tone="error"
      urgent
      title={refusal === null ? page.say(words.notKept) : problemText(refusal, page.language)}
    >
      {faults.length > 0 && (
        <ul>
          {faults.map(({ field, text }) => (
            <li key={field + text}>
              <a href={`#${field}`}>{text}</a>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
