/** Choosing a file is sending it: a real form, which a small script turns into drop, upload at once and a true bar. */
import type { ComponentChildren } from 'preact';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { words } from './words.ts';

interface FileFormProps {
  readonly page: PageContext;
  /** Where it is sent; what was made of it is then shown at `<action>/<id>`. */
  readonly action: string;
  /** Endings of names, for the browser's dialog. */
  readonly accept: string;
  readonly label: string;
  readonly drop: string;
  readonly accepted: string;
  /** What the server does once all has arrived, where that takes a while. */
  readonly opening?: string;
  /** Further fields, and what stands below. */
  readonly children?: ComponentChildren;
}

export const FileForm = ({
  page,
  action,
  accept,
  label,
  drop,
  accepted,
  opening,
  children,
}: FileFormProps) => (
  <form
    class="upload-form"
    method="post"
    action={action}
    enctype="multipart/form-data"
    data-upload
    data-failed={page.say(words.brokeOff)}
    data-opening={opening}
  >
    <CsrfField page={page} />
    <label class="drop-zone">
      <span class="drop-label">{label}</span>
      <span class="muted">{drop}</span>
      <input type="file" name="file" required accept={accept} />
      <span class="hint">{accepted}</span>
    </label>
    <Button kind="primary" icon="upload">
      {page.say(words.send)}
    </Button>
    <div class="sending" hidden>
      <span class="sending-what" role="status" data-sending={page.say(words.sending)}>
        {page.say(words.sending)}
      </span>{' '}
      <progress max="100" value="0" /> <output class="num" />
    </div>
    <p class="upload-refusal" role="alert" hidden />
    {children}
  </form>
);
