/** Teachers in service whom a file doesn't hold: each a question to the school, and what it answered. */

import { masked } from '../../../schemas/mask.ts';
import { uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as uploadWords } from '../uploads/words.ts';
import { AbsenceText } from './absence-text.tsx';
import { missingAddress } from './missing-address.ts';
import { MissingForm, Teaches } from './missing-form.tsx';
import type { AbsentTeacher, MissingModel } from './missing-model.ts';
import { RestDialog, RestPage } from './rest.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: MissingModel;
  readonly page: PageContext;
}

export const MissingPage = (model: MissingModel, page: PageContext) => (
  <section id="missing">
    <Crumbs
      page={page}
      crumbs={[
        {
          label: page.say(uploadWords.one, { receipt: model.upload.receipt }),
          href: `/uploads/${model.upload.id}`,
        },
        { label: page.say(words.title) },
      ]}
    />
    <PageHead title={page.say(words.title)} about={model.upload.file_name} />
    {model.tally.absent === 0 ? (
      <EmptyState icon="check" title={page.say(words.none)} />
    ) : (
      <Answers model={model} page={page} />
    )}
  </section>
);

const Answers = ({ model, page }: Props) => {
  if (model.confirmsRest) return <RestPage model={model} page={page} />;
  const { upload, tally } = model;
  return (
    <>
      {model.isOpen && <p class="about-missing">{page.say(words.about)}</p>}
      <Left model={model} page={page} />
      {model.isOpen ? <MissingForm model={model} page={page} /> : <Said model={model} page={page} />}
      {model.isOpen && tally.unanswered > 1 && <RestDialog model={model} page={page} />}
      <Pager
        page={page}
        current={model.page}
        pages={pagesOf(tally.absent)}
        href={(number) => missingAddress(upload.id, { page: number })}
      />
    </>
  );
};

/** How many are left to answer for; read out as it goes down. */
const Left = ({ model: { upload, tally, isOpen, isOwner }, page }: Props) => (
  <div id="left" role="status">
    {tally.unanswered > 0 ? (
      <p class="left">{page.say(words.left, { count: page.number(tally.unanswered) })}</p>
    ) : (
      <Notice tone="good" title={page.say(words.noneLeft)}>
        {isOpen && (
          <>
            <p>{page.say(words.noneLeftHint)}</p>
            <LinkButton kind="primary" href={`/uploads/${upload.id}`}>
              {page.say(words.backToUpload)}
            </LinkButton>
          </>
        )}
      </Notice>
    )}
    {isOwner && !isOpen && (
      <p class="muted">{page.say(words.notNow, { state: page.say(uploadLifecycle.states[upload.state]) })}</p>
    )}
  </div>
);

/** What was answered, for whoever may only read it. */
const Said = ({ model, page }: Props) => (
  <DataTable
    caption={page.say(words.caption)}
    columns={columns(page)}
    rows={model.absent}
    keyOf={({ change }) => change.id}
  />
);

const columns = (page: PageContext): Column<AbsentTeacher>[] => [
  {
    label: page.say(words.person),
    header: true,
    cell: ({ change }) => (
      <>
        {change.name} <span class="mono muted">{masked('id_number', change.id_number)}</span>
      </>
    ),
  },
  { label: page.say(words.teaches), cell: (absent) => <Teaches absent={absent} page={page} /> },
  {
    label: page.say(words.answer),
    kind: 'wide',
    cell: ({ change: { absence } }) =>
      absence === null ? (
        <span class="muted">{page.say(words.noAnswer)}</span>
      ) : (
        <AbsenceText absence={absence} page={page} />
      ),
  },
  {
    label: page.say(words.by),
    cell: ({ change: { absence } }) =>
      absence === null ? '' : page.say(words.answeredBy, { by: absence.by, time: page.time(absence.at) }),
  },
];
