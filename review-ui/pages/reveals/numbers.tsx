/** The whole numbers of a teacher's page: asked for with a reason, shown once, and who saw them before. */
import type { RevealedNumbers, ShownReveal } from '../../../database/reveals.ts';
import { reason_chars, revealedFields, usualReasons } from '../../../schemas/reveal.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { labelOf } from '../../parts/cell-value.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { words } from './words.ts';

export interface NumbersModel {
  readonly teacher_id: string;
  /** Null until somebody says what for. */
  readonly numbers: RevealedNumbers | null;
  /** The newest first. */
  readonly reveals: readonly ShownReveal[];
}

interface Props {
  readonly model: NumbersModel;
  readonly page: PageContext;
}

export const Numbers = ({ model, page }: Props) => (
  <section id="numbers" aria-labelledby="numbers-title">
    <h2 id="numbers-title">{page.say(words.title)}</h2>
    {model.numbers === null ? (
      <RevealForm id={model.teacher_id} page={page} />
    ) : (
      <Shown id={model.teacher_id} numbers={model.numbers} page={page} />
    )}
    <SeenBy reveals={model.reveals} page={page} />
  </section>
);

const RevealForm = ({ id, page }: { id: string; page: PageContext }) => {
  const action = `/teachers/${id}/reveals`;
  return (
    <>
      <p class="muted">{page.say(words.about)}</p>
      <form
        method="post"
        action={action}
        hx-post={action}
        hx-target="#numbers"
        hx-swap="outerHTML"
        class="search-form by-words reveal-form"
        autocomplete="off"
      >
        <CsrfField page={page} />
        <Field for="reason" label={page.say(words.askedReason)}>
          <input
            id="reason"
            name="reason"
            list="reveal-reasons"
            required
            minLength={reason_chars.min}
            maxLength={reason_chars.max}
          />
        </Field>
        <datalist id="reveal-reasons">
          {usualReasons.map((reason) => (
            <option key={reason.zh} value={page.say(reason)} />
          ))}
        </datalist>
        <Button icon="eye">{page.say(words.reveal)}</Button>
      </form>
    </>
  );
};

const Shown = ({ id, numbers, page }: { id: string; numbers: RevealedNumbers; page: PageContext }) => (
  <>
    <Notice tone="info" urgent>
      <p>{page.say(words.shown)}</p>
    </Notice>
    <Facts
      facts={revealedFields.map((field) => ({
        term: labelOf(field, page.language),
        value: <span class="mono">{numbers[field] ?? page.say(words.none)}</span>,
      }))}
    />
    <p class="hide-numbers">
      <LinkButton href={`/teachers/${id}`}>{page.say(words.hide)}</LinkButton>
    </p>
  </>
);

const SeenBy = ({ reveals, page }: { reveals: readonly ShownReveal[]; page: PageContext }) => (
  <>
    <h3>{page.say(words.seenBy)}</h3>
    {reveals.length === 0 ? (
      <p class="muted">{page.say(words.seenByNobody)}</p>
    ) : (
      <DataTable
        caption={page.say(words.seenBy)}
        columns={[
          { label: page.say(words.at), kind: 'time', cell: ({ at }) => page.time(at) },
          { label: page.say(words.by), header: true, cell: ({ by }) => by ?? '—' },
          { label: page.say(words.reason), kind: 'wide', cell: ({ reason }) => reason },
        ]}
        rows={reveals}
        keyOf={({ id }) => id}
      />
    )}
  </>
);
