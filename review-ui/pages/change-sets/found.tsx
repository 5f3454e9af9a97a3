/** What the check found in the row of a change: a warning is there for the reviewer to weigh. */
import { describe } from '../../../pipeline/describe.ts';
import type { Issue } from '../../../schemas/issue.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';

interface Props {
  readonly issues: readonly Issue[];
  readonly page: PageContext;
}

export const Found = ({ issues, page }: Props) =>
  issues.length === 0 ? null : (
    <ul class="found">
      {issues.map((issue) => (
        <li key={`${issue.rule}@${issue.column}`} class={issue.severity}>
          {issue.severity !== 'note' && <Icon name="warning" />}
          <span>{describe(issue, page.language).message}</span>
        </li>
      ))}
    </ul>
  );
