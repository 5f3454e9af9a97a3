/** Findings row by row: where, what was found, what was expected, what to do; numbers masked, since the place says which. */
import { describe, titleOf } from '../../../pipeline/describe.ts';
import type { Issue } from '../../../schemas/issue.ts';
import { masked } from '../../../schemas/mask.ts';
import { type TeacherField, teacherSheet } from '../../../schemas/sheets/teacher.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Badge, type Mood } from '../../parts/badge.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { cellId, cellsAddress, rowId } from '../cells/cells-address.ts';
import { issuesUrl } from './issues-url.ts';
import { mayMend } from './roads.tsx';
import type { SinceModel } from './since-model.ts';
import type { UploadModel } from './upload-model.ts';
import { kindOfIssue, words } from './words.ts';

const moods: Readonly<Record<Issue['severity'], Mood>> = { error: 'bad', warning: 'todo', note: 'quiet' };

interface Line {
  readonly key: string;
  readonly issue: Issue;
}

export const IssueRows = ({ model, page }: { model: UploadModel; page: PageContext }) => {
  const { upload, issues, choice, total, since } = model;
  const hasSheets = new Set(issues.map((issue) => issue.sheet)).size > 1;
  const lines = issues.map((issue, index) => ({ key: String(index), issue }));
  return (
    <section id="issues" aria-labelledby="issues-title">
      <h2 id="issues-title">
        {page.say(words.rowsOf)} <span class="count">{page.number(total)}</span>
      </h2>
      {(choice.rule || choice.severity) && (
        <p>
          <strong>{ruleTitle(model, page)}</strong>{' '}
          <a href={issuesUrl(upload.id, {})}>{page.say(words.allIssues)}</a>
        </p>
      )}
      <DataTable
        caption={page.say(words.rowsOf)}
        columns={columnsFor(page, hasSheets, mayMend(model) ? upload.id : null, since)}
        rows={lines}
        keyOf={(line: Line) => line.key}
      />
      <Pager
        page={page}
        current={choice.page}
        pages={pagesOf(total)}
        href={(number) => issuesUrl(upload.id, { ...choice, page: number })}
      />
    </section>
  );
};

/** Only a rule that the file broke is named: the query is anybody's text. */
const ruleTitle = ({ causes, choice }: UploadModel, page: PageContext): string => {
  const cause = causes.find(({ rule }) => rule === choice.rule);
  return cause ? titleOf(cause.rule, page.language) : '';
};

/** The sheet is named only where there is a choice of sheets. */
const columnsFor = (
  page: PageContext,
  hasSheets: boolean,
  mendable: string | null,
  since: SinceModel | null,
): Column<Line>[] => [
  {
    label: page.say(words.place),
    header: true,
    cell: ({ issue }) => <Place {...{ issue, hasSheets, mendable, page }} />,
  },
  {
    label: page.say(words.severity),
    cell: ({ issue }) => (
      <>
        <Badge mood={moods[issue.severity]}>{page.say(kindOfIssue[issue.severity])}</Badge>
        {since?.isFresh(issue) && <Badge mood="todo">{page.say(words.freshError)}</Badge>}
      </>
    ),
  },
  { label: page.say(words.found), kind: 'wide', cell: ({ issue }) => <Found issue={issue} page={page} /> },
  { label: page.say(words.expected), cell: ({ issue }) => describe(issue, page.language).expected },
  { label: page.say(words.fix), cell: ({ issue }) => describe(issue, page.language).fix },
];

interface PlaceProps {
  readonly issue: Issue;
  readonly hasSheets: boolean;
  /** The upload whose cell can be mended; null where it can't. */
  readonly mendable: string | null;
  readonly page: PageContext;
}

const Place = ({ issue, hasSheets, mendable, page }: PlaceProps) => (
  <span class="place">
    <span class="mono">
      {issue.row === null ? page.say(words.wholeFile) : <Cell issue={issue} mendable={mendable} />}
    </span>
    {issue.field !== undefined && <span> {labelOf(issue.field, page)}</span>}
    {hasSheets && <span class="muted"> {issue.sheet}</span>}
  </span>
);

/** A cell leads to where it can be mended. */
const Cell = ({ issue, mendable }: Pick<PlaceProps, 'issue' | 'mendable'>) => {
  const name = `${issue.column ?? ''}${issue.row}`;
  if (mendable === null || issue.row === null) return <>{name}</>;
  const anchor = issue.field === undefined ? rowId(issue.row) : cellId(issue.row, issue.field);
  return <a href={`${cellsAddress(mendable, { row: issue.row })}#${anchor}`}>{name}</a>;
};

const Found = ({ issue, page }: { issue: Issue; page: PageContext }) => (
  <span>
    {issue.value !== undefined && <code>{masked(issue.field ?? '', issue.value)}</code>}{' '}
    {describe(issue, page.language).message}
  </span>
);

const labelOf = (field: string, page: PageContext): string =>
  Object.hasOwn(teacherSheet.columns, field)
    ? page.say(teacherSheet.columns[field as TeacherField].label)
    : field;
