/** Many units at once: the sheet to download and the place to send it back to. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { UploadForm } from '../uploads/upload-form.tsx';
import { words } from './words.ts';

export const SheetPage = ({ unit }: { readonly unit: string }, page: PageContext) => (
  <>
    <Crumbs page={page} crumbs={[{ label: unit, href: '/units' }, { label: page.say(words.sheet) }]} />
    <PageHead title={page.say(words.sheetTitle)} about={page.say(words.sheetAbout)} />
    <p>
      <LinkButton href="/templates/organisation.xlsx" icon="download" download>
        {page.say(words.sheetDownload)}
      </LinkButton>
    </p>
    <UploadForm page={page} template="organisation" label={page.say(words.sheetUpload)} />
  </>
);
