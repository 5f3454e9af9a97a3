/** The form that sends one school's workbook. */
import type { TemplateId } from '../../../schemas/sheets.ts';
import { defaultReadLimits } from '../../../schemas/workbook.ts';
import type { PageContext } from '../../page.ts';
import { CheckerLink } from '../checker/checker-link.tsx';
import { FileForm } from './file-form.tsx';
import { words } from './words.ts';

const mib = 1024 * 1024;

interface Props {
  readonly page: PageContext;
  readonly label?: string;
  readonly template?: TemplateId;
}

export const UploadForm = ({ page, label, template = 'teacher' }: Props) => (
  <FileForm
    page={page}
    action="/uploads"
    accept=".xlsx,.csv,.xls"
    label={label ?? page.say(words.choose)}
    drop={page.say(words.drop)}
    accepted={page.say(words.accepted, { limit_mib: Math.floor(defaultReadLimits.file_bytes / mib) })}
  >
    <input type="hidden" name="template" value={template} />
    <p class="hint">
      <CheckerLink page={page} />
    </p>
  </FileForm>
);
