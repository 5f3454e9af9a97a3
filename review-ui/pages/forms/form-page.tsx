/** Every line of one form. */
import type { ShownUpload } from '../../../database/uploads.ts';
import type { FormLine } from '../../../schemas/form.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words as uploadWords } from '../uploads/words.ts';
import { FormLines } from './form-lines.tsx';
import { words } from './words.ts';

export interface FormModel {
  readonly upload: ShownUpload;
  readonly lines: readonly FormLine[];
  readonly total: number;
  readonly query: { readonly page: number };
}

export const FormPage = ({ upload, lines, total, query }: FormModel, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[
        { label: page.say(uploadWords.one, { receipt: upload.receipt }), href: `/uploads/${upload.id}` },
      ]}
    />
    <PageHead title={page.say(words.title)} />
    {lines.length === 0 ? (
      <EmptyState icon="upload" title={page.say(words.empty)} />
    ) : (
      <FormLines lines={lines} page={page} />
    )}
    <Pager
      page={page}
      current={query.page}
      pages={pagesOf(total)}
      href={(number) => addressOf(`/uploads/${upload.id}/form`, { page: number })}
    />
  </>
);
