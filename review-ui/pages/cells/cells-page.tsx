/** Mending in the browser: the bad rows as a grid, a cell at a time, errors counted down. */
import { titleOf } from '../../../pipeline/describe.ts';
import type { Column } from '../../../schemas/column.ts';
import { severities } from '../../../schemas/issue.ts';
import { uploadLifecycle } from '../../../schemas/upload-lifecycle.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { severityWords, words as uploadWords } from '../uploads/words.ts';
import { cellsAddress } from './cells-address.ts';
import { type CellsModel, isSearch } from './cells-model.ts';
import { FileIssues } from './file-issues.tsx';
import { MendingBar } from './mending-bar.tsx';
import { MendingRow } from './mending-row.tsx';
import { words } from './words.ts';

interface Props {
  readonly model: CellsModel;
  readonly page: PageContext;
}

export const CellsPage = (model: CellsModel, page: PageContext) => (
  <div class="mending wide" data-mending>
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
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    {model.upload.return_reason !== null && (
      <blockquote class="reason">{model.upload.return_reason}</blockquote>
    )}
    {!model.isMendable && (
      <Notice
        tone="info"
        title={page.say(words.notNow, { state: page.say(uploadLifecycle.states[model.upload.state]) })}
      />
    )}
    <MendingBar model={model} page={page} />
    {model.upload.template !== null && (
      <FileIssues
        {...{ uploadId: model.upload.id, template: model.upload.template, issues: model.file_issues }}
        {...{ isDisabled: !model.isMendable, page }}
      />
    )}
    <Choice model={model} page={page} />
    {model.rows.length === 0 ? <Empty model={model} page={page} /> : <Grid model={model} page={page} />}
    <Pager
      page={page}
      current={model.query.page}
      pages={isSearch(model.query) ? 1 : pagesOf(model.total)}
      href={(number) => cellsAddress(model.upload.id, { ...model.query, page: number })}
    />
  </div>
);

const Choice = ({ model: { upload, query, severity }, page }: Props) => (
  <div class="mending-choice">
    <Facets
      page={page}
      label={page.say(words.show)}
      facets={[
        ...severities.map((one) => ({
          label: page.say(severityWords[one]),
          href: cellsAddress(upload.id, { severity: one }),
          current: !isSearch(query) && query.rule === undefined && severity === one,
        })),
        ...(query.rule === undefined
          ? []
          : [{ label: titleIn(query.rule, page), href: cellsAddress(upload.id, query), current: true }]),
      ]}
    />
    <form class="mending-find" method="get" action={`/uploads/${upload.id}/cells`}>
      <label class="visually-hidden" for="find">
        {page.say(words.find)}
      </label>
      <input
        id="find"
        type="search"
        name="find"
        value={query.find ?? ''}
        placeholder={page.say(words.find)}
      />
      <Button icon="search">{page.say(words.findButton)}</Button>
    </form>
  </div>
);

/** The query is anybody's text: only a rule that there is has a title. */
function titleIn(rule: string, page: PageContext): string {
  try {
    return titleOf(rule, page.language);
  } catch {
    return '';
  }
}

const Empty = ({ model: { query }, page }: Props) =>
  isSearch(query) ? (
    <EmptyState icon="search" title={page.say(words.notFound, { find: query.find ?? query.row ?? '' })} />
  ) : (
    <EmptyState icon="check" title={page.say(words.empty)}>
      {page.say(words.emptyAbout)}
    </EmptyState>
  );

const Grid = ({ model, page }: Props) => {
  const { upload, rows, shown, columns, isMendable } = model;
  if (upload.template === null) return null;
  const { template, id } = upload;
  return (
    <>
      <p class="muted small keys-line">{page.say(words.keys)}</p>
      <div class="table-frame" id="mending">
        <table class="cards">
          <caption class="visually-hidden">{page.say(words.rowsOf)}</caption>
          <thead>
            <tr>
              <th scope="col">{page.say(words.rowHead)}</th>
              {shown.map((field) => (
                <th key={field} scope="col">
                  {columns[field] && page.say(columns[field].label)}
                </th>
              ))}
              <th scope="col">{page.say(shown.length === 0 ? words.allCells : words.otherCells)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <MendingRow
                key={row.row}
                {...{ uploadId: id, template, row, columns, shown, page, isDisabled: !isMendable }}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Lists columns={columns} />
    </>
  );
};

/** The closed lists of the columns, offered while one types. */
const Lists = ({ columns }: { columns: Readonly<Record<string, Column>> }) => (
  <>
    {Object.entries(columns).map(([field, { kind, choices }]) => {
      const values = kind === 'yes_no' ? ['是', '否'] : choices.map(({ value }) => value);
      return values.length === 0 ? null : (
        <datalist key={field} id={`list-${field}`}>
          {values.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      );
    })}
  </>
);
