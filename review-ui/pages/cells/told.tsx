/** A finding where it can be mended: what is wrong, what to do, and what may stand there at a click. */

import { describe } from '../../../pipeline/describe.ts';
import { columnLetters } from '../../../pipeline/text.ts';
import type { Issue } from '../../../schemas/issue.ts';
import { masked } from '../../../schemas/mask.ts';
import { type Repair, repairSources } from '../../../schemas/mending.ts';
import type { TemplateId } from '../../../schemas/sheets.ts';
import { definitions } from '../../../schemas/sheets.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

interface Props {
  readonly issue: Issue;
  readonly template: TemplateId;
  /** The form that a proposal submits. */
  readonly formId: string;
  readonly isDisabled: boolean;
  readonly page: PageContext;
}

export const Told = (props: Props) => {
  const { issue, template, isDisabled, page } = props;
  const { message, expected, fix } = describe(issue, page.language, definitions[template]);
  return (
    <>
      <p class={`told ${issue.severity}`}>
        {message}
        {expected !== undefined && <span class="muted"> {expected}</span>}
      </p>
      {fix !== undefined && <p class="muted small">{fix}</p>}
      {!isDisabled &&
        issue.repairs?.map((repair, index) => (
          <Proposal key={`${repair.column}${repair.text}`} {...props} {...{ repair, index }} />
        ))}
    </>
  );
};

function labelOf({ column, field, text }: Repair, page: PageContext): string {
  if (column === null) return page.say(words.remove);
  if (text === '') return page.say(words.skipColumn, { column: columnLetters(column) });
  return page.say(words.use, { text: masked(field, text) });
}

/** A proposal is named by its place among those of the finding, so that a hidden number does not stand in the page. */
const Proposal = ({ issue, formId, repair, index, page }: Props & { repair: Repair; index: number }) => {
  const label = labelOf(repair, page);
  return (
    <button
      type="submit"
      class="proposal quiet"
      form={formId}
      name="use"
      value={`${issue.rule}/${repair.field}/${index}`}
    >
      {label} <span class="muted">{page.say(repairSources[repair.from])}</span>
    </button>
  );
};
