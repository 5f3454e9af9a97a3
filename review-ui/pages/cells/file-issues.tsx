/** What is wrong with the file as a whole or its header, and what can be done about it here. */

import type { Issue } from '../../../schemas/issue.ts';
import type { TemplateId } from '../../../schemas/sheets.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Told } from './told.tsx';
import { words } from './words.ts';

interface Props {
  readonly uploadId: string;
  readonly template: TemplateId;
  readonly issues: readonly Issue[];
  readonly isDisabled: boolean;
  readonly page: PageContext;
}

export const FileIssues = ({ issues, ...props }: Props) =>
  issues.length === 0 ? null : (
    <section class="file-issues" aria-labelledby="file-issues">
      <h2 id="file-issues">{props.page.say(words.ofFile)}</h2>
      <ul>
        {issues.map((issue, index) => (
          <li key={`${issue.rule}${issue.column}`}>
            <FileIssue issue={issue} formId={`file-form-${index}`} {...props} />
          </li>
        ))}
      </ul>
    </section>
  );

const FileIssue = ({
  issue,
  formId,
  uploadId,
  template,
  isDisabled,
  page,
}: Omit<Props, 'issues'> & { issue: Issue; formId: string }) => (
  <form id={formId} method="post" action={`/uploads/${uploadId}/cells`}>
    <CsrfField page={page} />
    <input type="hidden" name="row" value={issue.row ?? undefined} />
    <input type="hidden" name="back" value={page.here} />
    <Told {...{ issue, template, formId, isDisabled, page }} />
  </form>
);
