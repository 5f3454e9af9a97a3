/** The list of uploads within the viewer's scope. */
import type { ShownUpload } from '../../../database/uploads.ts';
import { type UploadState, uploadLifecycle, uploadStates } from '../../../schemas/upload-lifecycle.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { UploadTable } from './upload-table.tsx';
import { words } from './words.ts';

export interface UploadListModel {
  readonly uploads: readonly ShownUpload[];
  readonly total: number;
  readonly query: {
    readonly page: number;
    readonly state?: UploadState | undefined;
    readonly unit?: string | undefined;
  };
}

const listUrl = ({ page, state, unit }: Partial<UploadListModel['query']>): string => {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (unit) query.set('unit', unit);
  if (page && page > 1) query.set('page', String(page));
  return `/uploads${query.size > 0 ? `?${query}` : ''}`;
};

export const UploadListPage = ({ uploads, total, query }: UploadListModel, page: PageContext) => (
  <section>
    <header class="page-head">
      <h1>
        {page.say(words.title)} <span class="num muted">{page.number(total)}</span>
      </h1>
    </header>
    <nav class="facets">
      <a href={listUrl({ unit: query.unit })} aria-current={query.state === undefined ? 'true' : undefined}>
        {page.say(words.allUploads)}
      </a>
      {uploadStates.map((state) => (
        <a
          key={state}
          href={listUrl({ unit: query.unit, state })}
          aria-current={query.state === state ? 'true' : undefined}
        >
          {page.say(uploadLifecycle.states[state])}
        </a>
      ))}
    </nav>
    {uploads.length === 0 ? (
      <p class="empty">{page.say(query.state || query.unit ? words.emptyFilter : words.empty)}</p>
    ) : (
      <UploadTable uploads={uploads} page={page} />
    )}
    <Pager
      page={page}
      current={query.page}
      pages={pagesOf(total)}
      href={(number) => listUrl({ ...query, page: number })}
    />
  </section>
);
