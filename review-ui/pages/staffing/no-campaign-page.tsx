/** Staffing before there is a campaign. */
import type { PageContext } from '../../page.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

export const NoCampaignPage = (_model: unknown, page: PageContext) => (
  <>
    <PageHead title={page.say(words.title)} />
    <EmptyState icon="calendar" title={page.say(words.noCampaign)}>
      <p>{page.say(words.noCampaignAbout)}</p>
    </EmptyState>
  </>
);
