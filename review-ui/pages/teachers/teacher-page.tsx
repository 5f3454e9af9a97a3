/** One teacher: the record as it is or as it was on a day, and every version with who, when and from which row. */
import type { RegisteredTeacher, Revision } from '../../../database/teachers.ts';
import { changeKinds } from '../../../schemas/change.ts';
import { masked } from '../../../schemas/mask.ts';
import { recordFields, type TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { ChangedCell } from '../../parts/cell-change.tsx';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as revertWords } from '../reverts/words.ts';
import { type Step, stepsOf } from './teacher-json.ts';
import { words } from './words.ts';

export interface TeacherModel {
  readonly teacher: RegisteredTeacher;
  readonly revisions: readonly Revision[];
  /** A day in the past, and the version that held at its end; null when there was none yet. */
  readonly asOf: { readonly day: string; readonly revision: Revision | null } | null;
}

export const TeacherPage = ({ teacher, revisions, asOf }: TeacherModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[
        { label: page.say(words.title), href: '/teachers' },
        { label: teacher.unit_name, href: `/units/${teacher.unit_id}` },
        { label: teacher.record.name ?? '' },
      ]}
    />
    <PageHead
      title={teacher.record.name ?? ''}
      beside={
        <Badge mood={teacher.record.status === '在职' ? 'good' : 'quiet'}>
          <CellText field="status" value={teacher.record.status} page={page} />
        </Badge>
      }
      about={
        <>
          <span class="mono">{masked('id_number', teacher.record.id_number)}</span> ·{' '}
          {page.say(words.version, { version: teacher.version })} · {page.say(words.updatedAt)}{' '}
          {page.time(teacher.updated_at)}
        </>
      }
    />
    <section>
      <h2>{asOf === null ? page.say(words.record) : page.say(words.asOf, { day: asOf.day })}</h2>
      <Shown teacher={teacher} asOf={asOf} page={page} />
      <AsOfForm teacher={teacher} asOf={asOf} page={page} />
    </section>
    <section id="history">
      <h2>{page.say(words.history)}</h2>
      <ol class="timeline">
        {stepsOf(revisions).map((step) => (
          <TimelineStep key={step.version} step={step} page={page} />
        ))}
      </ol>
    </section>
  </>
);

type Props = Pick<TeacherModel, 'teacher' | 'asOf'> & { readonly page: PageContext };

const Shown = ({ teacher, asOf, page }: Props) => {
  if (asOf?.revision === null)
    return <Notice tone="info">{page.say(words.notYet, { day: asOf.day })}</Notice>;
  return <Record record={asOf?.revision.record ?? teacher.record} page={page} />;
};

const Record = ({ record, page }: { record: TeacherRecord; page: PageContext }) => (
  <Facts
    facts={recordFields.map((field) => ({
      term: labelOf(field, page.language),
      value: <CellText field={field} value={masked(field, record[field])} page={page} />,
    }))}
  />
);

const AsOfForm = ({ teacher, asOf, page }: Props) => (
  <form method="get" action={`/teachers/${teacher.id}`} class="search-form section">
    <Field for="as_of" label={page.say(words.showAsOf)}>
      <input id="as_of" type="date" name="as_of" value={asOf?.day ?? ''} max={page.day(page.now)} required />
    </Field>
    <Button>{page.say(words.show)}</Button>
    {asOf !== null && <a href={`/teachers/${teacher.id}`}>{page.say(words.today)}</a>}
  </form>
);

const TimelineStep = ({ step, page }: { step: Step; page: PageContext }) => (
  <li>
    <p>
      <strong>{page.say(words.version, { version: step.version })}</strong>{' '}
      <Badge>{page.say(step.upload_id === null ? words.firstLoad : changeKinds[step.kind].words)}</Badge>{' '}
      {step.undid !== null && <Badge mood="todo">{page.say(revertWords.badge)}</Badge>}{' '}
      <time class="muted" dateTime={step.made_at.toISOString()}>
        {page.time(step.made_at)}
      </time>
    </p>
    <p class="muted small">
      {step.unit_name}
      {step.upload_id !== null && step.receipt !== null && (
        <>
          {' · '}
          {page.say(words.from)}{' '}
          <a class="mono" href={`/uploads/${step.upload_id}`}>
            {step.receipt}
          </a>
        </>
      )}
      {step.undid !== null && (
        <>
          {' · '}
          {page.say(revertWords.undid)} <span class="mono">{step.undid}</span>
        </>
      )}
      {step.row_number !== null && ` · ${step.sheet ?? ''} ${page.say(words.row, { row: step.row_number })}`}
      {step.made_by !== null && ` · ${page.say(words.by, { by: step.made_by })}`}
    </p>
    {step.cells.length > 0 && (
      <dl class="changed-cells">
        {step.cells.map(([field, cell]) => (
          <div key={field} class="changed-cell">
            <ChangedCell field={field} change={cell} page={page} />
          </div>
        ))}
      </dl>
    )}
  </li>
);
