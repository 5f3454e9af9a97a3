/** The list of uploads within the viewer's scope. */
import type { ShownUpload } from '../../../database/uploads.ts';
import { type UploadState, uploadLifecycle, uploadStates } from '../../../schemas/upload-lifecycle.ts';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { common } from '../../words.ts';
import { BundleLink } from '../bundles/bundle-link.tsx';
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

export const UploadListPage = ({ uploads, total, query }: UploadListModel, page: PageContext) => (
  <>
    <PageHead
      title={page.say(words.title)}
      actions={page.actor?.tier !== 'school' && <BundleLink page={page} />}
    />
    <Facets
      page={page}
      label={page.say(common.state)}
      facets={[
        {
          label: page.say(words.allUploads),
          href: addressOf('/uploads', { unit: query.unit }),
          current: query.state === undefined,
        },
        ...uploadStates.map((state) => ({
          label: page.say(uploadLifecycle.states[state]),
          href: addressOf('/uploads', { unit: query.unit, state }),
          current: query.state === state,
        })),
      ]}
    />
    {uploads.length === 0 ? (
      <EmptyState
        icon="upload"
        title={page.say(query.state || query.unit ? words.emptyFilter : words.empty)}
      />
    ) : (
      <UploadTable uploads={uploads} page={page} />
    )}
    <Pager
      page={page}
      current={query.page}
      pages={pagesOf(total)}
      href={(number) => addressOf('/uploads', { ...query, page: number })}
    />
  </>
);
