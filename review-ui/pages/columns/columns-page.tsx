/** The columns of one file: what is asked about them, and what the unit has answered before. */
import type { RememberedMapping } from '../../../database/header-mappings.ts';
import { uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as uploadWords } from '../uploads/words.ts';
import { ColumnsForm } from './columns-form.tsx';
import { type ColumnsModel, labelOf } from './columns-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: ColumnsModel;
  readonly page: PageContext;
}

export const ColumnsPage = (model: ColumnsModel, page: PageContext) => (
  <>
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
    <Asked model={model} page={page} />
    <Remembered model={model} page={page} />
  </>
);

const Asked = ({ model, page }: Props) => {
  const { upload, isOpen, unknown } = model;
  if (!isOpen) {
    const state = page.say(uploadLifecycle.states[upload.state]);
    return <Notice tone="info" title={page.say(words.notNow, { state })} />;
  }
  if (unknown.length > 0) return <ColumnsForm model={model} page={page} />;
  return upload.state === 'refused' ? (
    <EmptyState icon="warning" title={page.say(words.noHeader)}>
      {page.say(words.noHeaderAbout)}
    </EmptyState>
  ) : (
    <p>{page.say(words.nothingToAsk)}</p>
  );
};

/** What the unit confirmed, each with the way to take it back; nothing where it never did. */
const Remembered = ({ model, page }: Props) =>
  model.remembered.length === 0 ? null : (
    <section class="remembered" aria-labelledby="remembered-title">
      <h2 id="remembered-title">{page.say(words.remembered)}</h2>
      <p class="muted">{page.say(words.rememberedAbout)}</p>
      <DataTable
        caption={page.say(words.remembered)}
        columns={columnsFor(model, page)}
        rows={model.remembered}
        keyOf={({ id }) => id}
      />
    </section>
  );

const columnsFor = ({ upload }: ColumnsModel, page: PageContext): Column<RememberedMapping>[] => [
  { label: page.say(words.header), header: true, cell: ({ label }) => label },
  {
    label: page.say(words.meaning),
    kind: 'wide',
    cell: ({ field }) => page.say(field === null ? words.notOurs : labelOf(upload, field)),
  },
  { label: page.say(words.by), cell: ({ by }) => by },
  { label: page.say(words.at), kind: 'time', cell: ({ made_at }) => page.time(made_at) },
  {
    label: page.say(words.act),
    cell: ({ id, label }) => (
      <form method="post" action={`/uploads/${upload.id}/columns/forget`}>
        <CsrfField page={page} />
        <input type="hidden" name="mapping" value={id} />
        <Button kind="quiet" icon="undo" label={page.say(words.forgetOf, { label })}>
          {page.say(words.forget)}
        </Button>
      </form>
    ),
  },
];
