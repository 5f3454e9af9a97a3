/** Findings: causes before rows, what must be mended apart from what should be looked at and what we did ourselves. */

import type { Cause } from '../../../database/issues.ts';
import { titleOf } from '../../../pipeline/describe.ts';
import { type Severity, severities } from '../../../schemas/issue.ts';
import type { PageContext } from '../../page.ts';
import { IssueRows } from './issue-rows.tsx';
import { issuesUrl } from './issues-url.ts';
import { mayMend, RepairForm } from './roads.tsx';
import type { UploadModel } from './upload-model.ts';
import { severityWords, words } from './words.ts';

interface Props {
  readonly model: UploadModel;
  readonly page: PageContext;
}

export const Issues = ({ model, page }: Props) =>
  model.causes.length === 0 ? null : (
    <>
      <div class="causes-by-severity">
        {severities.map((severity) => (
          <Causes key={severity} severity={severity} model={model} page={page} />
        ))}
      </div>
      <IssueRows model={model} page={page} />
    </>
  );

const Causes = ({ severity, model, page }: Props & { severity: Severity }) => {
  const causes = model.causes.filter((cause) => cause.severity === severity);
  if (causes.length === 0) return null;
  return (
    <section class={`causes ${severity}`} aria-labelledby={`causes-${severity}`}>
      <h2 id={`causes-${severity}`}>
        {page.say(severityWords[severity])}{' '}
        <span class="count">{page.number(causes.reduce((sum, cause) => sum + cause.count, 0))}</span>
      </h2>
      <ul>
        {causes.map((cause) => (
          <li key={cause.rule}>
            <a href={issuesUrl(model.upload.id, { rule: cause.rule })}>
              {titleOf(cause.rule, page.language)}
            </a>
            {' · '}
            {page.say(words.hits, { count: page.number(cause.count) })}{' '}
            <span class="muted">{rowList(cause, page)}</span>
            {cause.repairable > 0 && mayMend(model) && (
              <RepairForm model={model} page={page} count={cause.repairable} rule={cause.rule} />
            )}
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
  return page.say(words.inRows, { rows: named + more });
}
