/** What a form does next: the lines that wait for their sender's word, or what came of them. */
import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { UploadModel } from '../uploads/upload-model.ts';
import { FormLines } from './form-lines.tsx';
import { formOf } from './forms.ts';
import { words } from './words.ts';

interface Props {
  readonly model: UploadModel;
  readonly page: PageContext;
}

/** `children` are the verbs that the viewer has. */
export const FormReady = ({ model, page, children }: Props & { readonly children: ComponentChildren }) => {
  const { upload, lines } = model;
  const rows = upload.counts?.rows ?? 0;
  return (
    <>
      <Notice tone="good" title={page.say(words.ready)}>
        <p>{page.say(words.hint, { rows: page.number(rows) })}</p>
        {children}
      </Notice>
      <section aria-labelledby="lines-title">
        <h2 id="lines-title">{page.say(words.title)}</h2>
        <FormLines lines={lines} page={page} />
        {rows > lines.length && (
          <p>
            <a href={`/uploads/${upload.id}/form`}>{page.say(words.all, { rows: page.number(rows) })}</a>
          </p>
        )}
      </section>
    </>
  );
};

export const FormDone = ({ model: { upload }, page }: Props) => (
  <Notice tone="good" title={page.say(words.doneTitle)}>
    <p>
      {page.say(words.doneHint, { time: upload.applied_at === null ? '' : page.time(upload.applied_at) })}
    </p>
    <div class="actions">
      <LinkButton kind="primary" href={formOf(upload.template)?.result(upload.id) ?? '/'}>
        {page.say(words.seeResult)}
      </LinkButton>
    </div>
  </Notice>
);

/** `children` are the verbs that take it up again. */
export const FormAside = ({
  page,
  children,
}: Pick<Props, 'page'> & { readonly children: ComponentChildren }) => (
  <Notice tone="info" title={page.say(words.asideTitle)}>
    <p>{page.say(words.asideHint)}</p>
    {children}
  </Notice>
);
