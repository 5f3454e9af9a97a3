/** Findings: causes before rows, what must be mended apart from what should be looked at and what we did ourselves. */
import { describe, titleOf } from '../../../pipeline/describe.ts';
import { type Issue, type Severity, severities } from '../../../schemas/issue.ts';
import { masked } from '../../../schemas/mask.ts';
import { teacherSheet } from '../../../schemas/sheets/teacher.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import type { Cause, IssueChoice, UploadModel } from './upload-model.ts';
import { severityWords, words } from './words.ts';

const issuesUrl = (id: string, choice: Partial<IssueChoice>): string => {
  const query = new URLSearchParams();
  if (choice.rule) query.set('rule', choice.rule);
  if (choice.severity) query.set('severity', choice.severity);
  if (choice.page && choice.page > 1) query.set('page', String(choice.page));
  return `/uploads/${id}${query.size > 0 ? `?${query}` : ''}#issues`;
};

export const Issues = ({ model, page }: { model: UploadModel; page: PageContext }) => (
  <>
    {severities.map((severity) => (
      <Causes key={severity} severity={severity} model={model} page={page} />
    ))}
    {model.causes.length > 0 && <IssueRows model={model} page={page} />}
  </>
);

const Causes = (props: { severity: Severity; model: UploadModel; page: PageContext }) => {
  const { severity, model, page } = props;
  const causes = model.causes.filter((cause) => cause.severity === severity);
  if (causes.length === 0) return null;
  return (
    <section class={`causes ${severity}`} aria-labelledby={`causes-${severity}`}>
      <h2 id={`causes-${severity}`}>
        {page.say(severityWords[severity])}{' '}
        <span class="num">{page.number(causes.reduce((sum, cause) => sum + cause.count, 0))}</span>
      </h2>
      <ul>
        {causes.map((cause) => (
          <li key={cause.rule}>
            <a href={issuesUrl(model.upload.id, { rule: cause.rule })}>
              {titleOf(cause.rule, page.language)}
            </a>
            {' · '}
            <span class="num">{page.say(words.hits, { count: page.number(cause.count) })}</span>{' '}
            <span class="muted">{rowList(cause, page)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const namedRows = 6;
function rowList({ rows }: Cause, page: PageContext): string {
  if (rows.length === 0) return '';
  const named = rows.slice(0, namedRows).join(page.language === 'zh' ? '、' : ', ');
  const more = rows.length > namedRows ? page.say(words.andMore) : '';
  return page.say(words.inRows, { rows: named }) + more;
}

const IssueRows = ({ model, page }: { model: UploadModel; page: PageContext }) => {
  const { upload, issues, choice, total } = model;
  return (
    <section class="issue-rows" id="issues" aria-labelledby="issues-title">
      <h2 id="issues-title">
        {page.say(words.rowsOf)} <span class="num">{page.number(total)}</span>
      </h2>
      {(choice.rule || choice.severity) && (
        <p>
          {choice.rule && <strong>{ruleTitle(model, page)}</strong>}{' '}
          <a href={issuesUrl(upload.id, {})}>{page.say(words.allIssues)}</a>
        </p>
      )}
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{page.say(words.place)}</th>
            <th scope="col">{page.say(words.found)}</th>
            <th scope="col">{page.say(words.expected)}</th>
            <th scope="col">{page.say(words.fix)}</th>
          </tr>
        </thead>
        <tbody>
          {issues.map((issue, index) => (
            <IssueRow key={index} issue={issue} page={page} />
          ))}
        </tbody>
      </table>
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

const IssueRow = ({ issue, page }: { issue: Issue; page: PageContext }) => {
  const { message, expected, fix } = describe(issue, page.language);
  const field = issue.field ?? '';
  return (
    <tr class={issue.severity}>
      <th scope="row" class="place">
        {issue.row === null ? page.say(words.wholeFile) : `${issue.column ?? ''}${issue.row}`}
        {field !== '' && <span class="muted"> {labelOf(field, page)}</span>}
        <span class="muted sheet"> {issue.sheet}</span>
      </th>
      <td data-label={page.say(words.found)}>
        {issue.value !== undefined && <code>{masked(field, issue.value)}</code>} {message}
      </td>
      <td data-label={page.say(words.expected)}>{expected}</td>
      <td data-label={page.say(words.fix)}>{fix}</td>
    </tr>
  );
};

const labelOf = (field: string, page: PageContext): string => {
  const columns: Readonly<Record<string, { label: { zh: string; en: string } }>> = teacherSheet.columns;
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  return column ? page.say(column.label) : field;
};
