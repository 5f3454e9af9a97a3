/** Teachers with one choice each: a subject of a stage, or why not; saved at once with a script, page by page without. */
import type { EnrolmentLine } from '../../../database/enrolment-list.ts';
import { excuseOrder, excuses, type Standing, stagesFor, standings } from '../../../schemas/enrolment.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { textOfCell, textOfSubject } from '../../parts/cell-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { mayChange, type SchoolEnrolments } from './enrolment-model.ts';
import { cellValue, excuseValue } from './inputs.ts';
import { ReleaseForm } from './release-form.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: SchoolEnrolments;
  readonly page: PageContext;
}

const moods: Readonly<Record<Standing, Mood>> = {
  ...{ neither: 'todo', enrolled: 'good', excused: 'quiet', broken: 'bad' },
};

export const ChoiceTable = ({ model, page }: Props) => {
  const canChange = mayChange(model);
  const columns: Column<EnrolmentLine>[] = [
    {
      ...{ label: page.say(words.name), header: true },
      cell: ({ teacher_id, name }) => <a href={`/teachers/${teacher_id}`}>{name}</a>,
    },
    {
      label: page.say(words.registered),
      cell: ({ registered: { stage, subject } }) =>
        stage === null ? '' : textOfSubject({ stage, subject }, page),
    },
    {
      label: page.say(words.state),
      cell: ({ standing, enrolment, released_reason }) => (
        <>
          {enrolment === null ? (
            <Badge mood={moods[standing]}>{page.say(standings[standing])}</Badge>
          ) : (
            <a href={`/enrolments/${enrolment.id}`}>
              <Badge mood={moods[standing]}>{page.say(standings[standing])}</Badge>
            </a>
          )}
          {released_reason !== null && (
            <span class="enrol-why muted">{page.say(words.releasedWhy, { reason: released_reason })}</span>
          )}
        </>
      ),
    },
    {
      ...{ label: page.say(words.choice), kind: 'wide' },
      cell: (line) =>
        canChange ? (
          <Choice line={line} model={model} page={page} />
        ) : (
          <Said line={line} model={model} page={page} />
        ),
    },
  ];
  const table = (
    <DataTable
      caption={page.say(words.title)}
      columns={columns}
      rows={model.lines}
      keyOf={({ teacher_id }) => teacher_id}
    />
  );
  if (!canChange) return table;
  const { state, search, page: at } = model.query;
  return (
    <form
      id="enrol"
      method="post"
      action="/enrolments"
      hx-post="/enrolments"
      hx-target="#enrolments"
      hx-swap="outerMorph"
    >
      <CsrfField page={page} />
      <input type="hidden" name="state" value={state ?? ''} />
      <input type="hidden" name="search" value={search ?? ''} />
      <input type="hidden" name="page" value={at} />
      {table}
      <p class="enrol-save">
        <Button kind="primary" icon="check">
          {page.say(words.save)}
        </Button>{' '}
        <span class="muted">{page.say(words.saveHint)}</span>
      </p>
    </form>
  );
};

const chosen = ({ enrolment, excuse }: EnrolmentLine): string => {
  if (enrolment !== null) return cellValue(enrolment);
  return excuse === null ? '' : excuseValue(excuse.code);
};

const Choice = ({ line, model: { ground }, page }: Props & { readonly line: EnrolmentLine }) => {
  const { teacher_id: id, name, enrolment, excuse } = line;
  const now = chosen(line);
  const stages = stagesFor(ground, line);
  const cells = stages.map((stage) => ({
    stage,
    cells:
      stage === '幼儿园'
        ? [{ stage, subject: null }]
        : ground.subjects[stage].map((subject) => ({ stage, subject })),
  }));
  const isListed =
    enrolment === null || cells.some((group) => group.cells.some((cell) => cellValue(cell) === now));
  return (
    <span class="enrol-choice">
      <input type="hidden" name={`was.${id}`} value={now} />
      <select
        id={`pick-${id}`}
        name={`pick.${id}`}
        aria-label={page.say(words.choiceOf, { name })}
        hx-post="/enrolments"
        hx-trigger="change"
        hx-target="#enrolments"
        hx-swap="outerMorph"
      >
        {now === '' && <option value="">{page.say(words.pick)}</option>}
        {!isListed && enrolment !== null && (
          <option value={now} selected>
            {textOfSubject(enrolment, page)}
          </option>
        )}
        {cells.map((group) => (
          <optgroup key={group.stage} label={textOfCell('stage', group.stage, page)}>
            {group.cells.map((cell) => (
              <option key={cellValue(cell)} value={cellValue(cell)} selected={cellValue(cell) === now}>
                {textOfSubject(cell, page)}
              </option>
            ))}
          </optgroup>
        ))}
        <optgroup label={page.say(words.notTaking)}>
          {excuseOrder
            // Its words are typed where it is said for all; a row names one that is canned.
            .filter((code) => code !== 'other' || excuse?.code === 'other')
            .map((code) => (
              <option key={code} value={excuseValue(code)} selected={excuseValue(code) === now}>
                {page.say(excuses[code])}
              </option>
            ))}
        </optgroup>
      </select>
    </span>
  );
};

/** For those who only read; the unit right above may release. */
const Said = ({ line, model, page }: Props & { readonly line: EnrolmentLine }) => {
  const { enrolment, excuse, name } = line;
  if (enrolment === null) {
    if (excuse === null) return null;
    return <span>{excuse.note ?? page.say(excuses[excuse.code])}</span>;
  }
  return (
    <span class="enrol-choice">
      {textOfSubject(enrolment, page)}
      {model.role === 'superior' && !model.is_locked && (
        <ReleaseForm id={enrolment.id} name={name} page={page} />
      )}
    </span>
  );
};
