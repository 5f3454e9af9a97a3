/** One file: how far its check is, then its verdict with what to do next. */
import { useState } from 'preact/hooks';
import { type Refusal, refusals } from '../../../../schemas/refusal.ts';
import { Notice } from '../../../parts/notice.tsx';
import { Causes } from './causes.tsx';
import { Findings } from './findings.tsx';
import type { Reading } from './reading.ts';
import { type Checked, countOf, type Entry } from './verdict.ts';
import { words } from './words.ts';

interface Props {
  readonly entry: Entry;
  readonly reading: Reading;
  readonly onRemove: () => void;
}

export const FileVerdict = ({ entry, reading, onRemove }: Props) => (
  <section class="checked-file" data-file={entry.file.name} aria-labelledby={`file-${entry.id}`}>
    <div class="page-head">
      <h2 id={`file-${entry.id}`}>{entry.file.name}</h2>
      <div class="actions">
        <button
          type="button"
          class="quiet"
          aria-label={`${reading.say(words.remove)} ${entry.file.name}`}
          onClick={onRemove}
        >
          {reading.say(words.remove)}
        </button>
      </div>
    </div>
    <State state={entry.state} id={entry.id} reading={reading} />
  </section>
);

const State = ({ state, id, reading }: { state: Entry['state']; id: number; reading: Reading }) => {
  if (state === 'waiting') return <p class="muted">{reading.say(words.waiting)}</p>;
  if (state === 'failed') return <Notice tone="error" title={reading.say(words.failed)} />;
  if ('rows' in state) {
    return <p class="muted">{reading.say(words.running, { rows: reading.number(state.rows) })}</p>;
  }
  const { verdict } = state;
  return 'refused' in verdict ? (
    <Refused refusal={verdict.refused} reading={reading} />
  ) : (
    <Ended checked={verdict.ok} id={id} reading={reading} />
  );
};

const Refused = ({ refusal: { code, params }, reading }: { refusal: Refusal; reading: Reading }) => (
  <div data-refusal={code}>
    <Notice tone="error" title={reading.say(words.refused, { reason: reading.say(refusals[code], params) })}>
      <p>{reading.say(refusals[code].advice)}</p>
    </Notice>
  </div>
);

const Ended = ({ checked, id, reading }: { checked: Checked; id: number; reading: Reading }) => {
  const [only, setOnly] = useState<string | null>(null);
  const errors = countOf(checked.issues, 'error');
  return (
    <div data-rows={checked.rows} data-issues={checked.issues.length}>
      {errors === 0 ? (
        <Notice tone="good" title={reading.say(words.clean)} />
      ) : (
        <Notice tone="warning" title={reading.say(words.needsFix, { count: reading.number(errors) })}>
          <p>{reading.say(words.needsFixHint)}</p>
        </Notice>
      )}
      <Numbers checked={checked} errors={errors} reading={reading} />
      {checked.issues.length > 0 && (
        <>
          <Causes checked={checked} id={id} reading={reading} only={only} onOnly={setOnly} />
          <Findings
            key={only ?? ''}
            checked={checked}
            id={id}
            reading={reading}
            only={only}
            onOnly={setOnly}
          />
        </>
      )}
    </div>
  );
};

const Numbers = ({ checked, errors, reading }: { checked: Checked; errors: number; reading: Reading }) => (
  <ul class="figures">
    {(
      [
        [words.rows, checked.rows],
        [words.errors, errors],
        [words.warnings, countOf(checked.issues, 'warning')],
        [words.notes, countOf(checked.issues, 'note')],
      ] as const
    ).map(([label, count]) => (
      <li key={label.en} class={count === 0 ? 'none' : undefined}>
        <div>
          <span class="figure-label">{reading.say(label)}</span>{' '}
          <span class="figure-value num">{reading.number(count)}</span>
        </div>
      </li>
    ))}
  </ul>
);
