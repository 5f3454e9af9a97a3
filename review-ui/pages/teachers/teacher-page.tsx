/** One teacher: the record as it is or as it was at a moment, and every version with who, when and from which row. */
import type { ShownEnrolmentStep } from '../../../database/enrolment-trail.ts';
import type { Revision } from '../../../database/histories.ts';
import type { PastTeacher } from '../../../database/past-rosters.ts';
import type { RevealedNumbers, ShownReveal } from '../../../database/reveals.ts';
import type { RegisteredTeacher } from '../../../database/teachers.ts';
import type { ShownTransfer } from '../../../database/transfers.ts';
import { masked } from '../../../schemas/mask.ts';
import type { Moment } from '../../../schemas/moment.ts';
import { dayOfMoment, shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { CellText } from '../../parts/cell-value.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Trail } from '../enrolments/trail.tsx';
import { words as enrolmentWords } from '../enrolments/words.ts';
import { Numbers } from '../reveals/numbers.tsx';
import { TransferNote } from '../transfers/transfer-note.tsx';
import { Record } from './record.tsx';
import { Timeline } from './timeline.tsx';
import { words } from './words.ts';

export interface TeacherModel {
  readonly teacher: RegisteredTeacher;
  readonly revisions: readonly Revision[];
  /** What was done about her enrolments, oldest first. */
  readonly enrolments: readonly ShownEnrolmentStep[];
  /** Whole, in the answer to who said what for; else null. */
  readonly numbers: RevealedNumbers | null;
  /** Who saw them, the newest first. */
  readonly reveals: readonly ShownReveal[];
  /** The move that is under way. */
  readonly transfer: ShownTransfer | null;
  /** A moment of the past, and the version that held at it; null when there was none yet. */
  readonly asOf: { readonly moment: Moment; readonly revision: Revision | null } | null;
}

/** Somebody who was within scope at a moment and is elsewhere now. */
export interface FormerTeacherModel {
  readonly former: PastTeacher;
  readonly moment: Moment;
  /** Of her time within scope, up to the moment. */
  readonly revisions: readonly Revision[];
}

export const AnyTeacherPage = (model: TeacherModel | FormerTeacherModel, page: PageContext) =>
  'former' in model ? FormerTeacherPage(model, page) : TeacherPage(model, page);

/** What alone changes when somebody says what the numbers are for. */
export const NumbersOf = (model: TeacherModel | FormerTeacherModel, page: PageContext) =>
  'former' in model ? (
    FormerTeacherPage(model, page)
  ) : (
    <Numbers
      model={{ teacher_id: model.teacher.id, numbers: model.numbers, reveals: model.reveals }}
      page={page}
    />
  );

const TeacherPage = (model: TeacherModel, page: PageContext) => {
  const { teacher, revisions, enrolments, transfer, asOf } = model;
  return (
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
      {transfer !== null && <TransferNote transfer={transfer} page={page} />}
      <section>
        <h2>
          {asOf === null
            ? page.say(words.record)
            : page.say(words.asOf, { moment: shownMoment(asOf.moment, page) })}
        </h2>
        <Shown teacher={teacher} asOf={asOf} page={page} />
        <AsOfForm id={teacher.id} moment={asOf?.moment ?? null} page={page} />
      </section>
      {asOf === null && NumbersOf(model, page)}
      <Timeline revisions={revisions} page={page} />
      {enrolments.length > 0 && (
        <section id="enrolments">
          <h2>{page.say(enrolmentWords.teacherTrail)}</h2>
          <Trail steps={enrolments} page={page} />
        </section>
      )}
    </>
  );
};

const FormerTeacherPage = ({ former, moment, revisions }: FormerTeacherModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[
        { label: page.say(words.title), href: '/teachers' },
        { label: former.unit_name, href: `/units/${former.unit_id}` },
        { label: former.record.name ?? '' },
      ]}
    />
    <PageHead
      title={former.record.name ?? ''}
      beside={<Badge>{page.say(words.elsewhere)}</Badge>}
      about={<span class="mono">{masked('id_number', former.record.id_number)}</span>}
    />
    <Notice tone="info" title={page.say(words.past, { moment: shownMoment(moment, page) })}>
      <p>{page.say(words.elsewhereAbout, { unit: former.unit_name })}</p>
    </Notice>
    <section>
      <h2>{page.say(words.asOf, { moment: shownMoment(moment, page) })}</h2>
      <Record record={former.record} page={page} />
    </section>
    <Timeline revisions={revisions} page={page} />
  </>
);

type Props = Pick<TeacherModel, 'teacher' | 'asOf'> & { readonly page: PageContext };

const Shown = ({ teacher, asOf, page }: Props) => {
  if (asOf?.revision === null)
    return <Notice tone="info">{page.say(words.notYet, { moment: shownMoment(asOf.moment, page) })}</Notice>;
  return <Record record={asOf?.revision.record ?? teacher.record} page={page} />;
};

interface AsOfProps {
  readonly id: string;
  readonly moment: Moment | null;
  readonly page: PageContext;
}

const AsOfForm = ({ id, moment, page }: AsOfProps) => (
  <form method="get" action={`/teachers/${id}`} class="search-form section">
    <Field for="as_of" label={page.say(words.showAsOf)}>
      <input
        id="as_of"
        type="date"
        name="as_of"
        value={moment === null ? '' : dayOfMoment(moment, page)}
        max={page.day(page.now)}
        required
      />
    </Field>
    <Button>{page.say(words.show)}</Button>
    {moment !== null && <a href={`/teachers/${id}`}>{page.say(words.today)}</a>}
  </form>
);
