/** Causes before rows: what must be mended apart from what should be looked at and what we did ourselves. */
import { titleOf } from '../../../../pipeline/describe.ts';
import { type Severity, severities } from '../../../../schemas/issue.ts';
import { severityWords, words as uploadWords } from '../../uploads/words.ts';
import type { Reading } from './reading.ts';
import { type Cause, type Checked, causesOf } from './verdict.ts';

export interface ChoiceProps {
  readonly checked: Checked;
  /** Of the file on this page. */
  readonly id: number;
  readonly reading: Reading;
  /** The one rule whose findings are listed; null for all. */
  readonly only: string | null;
  readonly onOnly: (rule: string | null) => void;
}

export const Causes = (props: ChoiceProps) => {
  const causes = causesOf(props.checked.issues);
  return (
    <div class="causes-by-severity">
      {severities.map((severity) => (
        <OfSeverity
          key={severity}
          severity={severity}
          causes={causes.filter((cause) => cause.severity === severity)}
          {...props}
        />
      ))}
    </div>
  );
};

interface OfSeverityProps extends ChoiceProps {
  readonly severity: Severity;
  readonly causes: readonly Cause[];
}

const OfSeverity = ({ severity, causes, id, reading, only, onOnly }: OfSeverityProps) => {
  if (causes.length === 0) return null;
  const heading = `causes-${id}-${severity}`;
  return (
    <section class={`causes ${severity}`} aria-labelledby={heading}>
      <h3 id={heading}>
        {reading.say(severityWords[severity])}{' '}
        <span class="count">{reading.number(causes.reduce((sum, { count }) => sum + count, 0))}</span>
      </h3>
      <ul>
        {causes.map((cause) => (
          <li key={cause.rule}>
            <button
              type="button"
              class="link"
              aria-pressed={only === cause.rule}
              onClick={() => onOnly(only === cause.rule ? null : cause.rule)}
            >
              {titleOf(cause.rule, reading.language)}
            </button>
            {' · '}
            {reading.say(uploadWords.hits, { count: reading.number(cause.count) })}{' '}
            <span class="muted">{rowList(cause, reading)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

function rowList({ rows, hasMore }: Cause, reading: Reading): string {
  if (rows.length === 0) return '';
  const named = rows.join(reading.language === 'zh' ? '、' : ', ');
  return reading.say(uploadWords.inRows, {
    rows: named + (hasMore ? reading.say(uploadWords.andMore) : ''),
  });
}
