/** Choosing a file is sending it: a real form, which a small script turns into drop, upload at once and a true bar. */
import { defaultReadLimits } from '../../../schemas/workbook.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { CheckerLink } from '../checker/checker-link.tsx';
import { words } from './words.ts';

const mib = 1024 * 1024;

export const UploadForm = ({ page, label }: { page: PageContext; label?: string }) => (
  <form
    class="upload-form"
    method="post"
    action="/uploads"
    enctype="multipart/form-data"
    data-upload
    data-failed={page.say(words.brokeOff)}
  >
    <CsrfField page={page} />
    <input type="hidden" name="template" value="teacher" />
    <label class="drop-zone">
      <span class="drop-label">{label ?? page.say(words.choose)}</span>
      <span class="muted">{page.say(words.drop)}</span>
      <input type="file" name="file" required accept=".xlsx,.csv,.xls" />
      <span class="hint">
        {page.say(words.accepted, { limit_mib: Math.floor(defaultReadLimits.file_bytes / mib) })}
      </span>
    </label>
    <Button kind="primary" icon="upload">
      {page.say(words.send)}
    </Button>
    <div class="sending" hidden>
      <span>{page.say(words.sending)}</span> <progress max="100" value="0" /> <output class="num" />
    </div>
    <p class="upload-refusal" role="alert" hidden />
    <p class="hint">
      <CheckerLink page={page} />
    </p>
  </form>
);
