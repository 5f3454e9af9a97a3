/** Making an account: for whom, at which unit. */
import type { UnitFacts } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { AdminFields } from './admin-fields.tsx';
import { words } from './words.ts';

export const NewAccountPage = ({ unit }: { readonly unit: UnitFacts }, page: PageContext) => (
  <>
    <Crumbs
      page={page}
      crumbs={[{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words.add) }]}
    />
    <PageHead title={page.say(words.addTitle, { unit: unit.name })} about={page.say(words.addAbout)} />
    <form method="post" action="/accounts" class="plain-form">
      <CsrfField page={page} />
      <input type="hidden" name="unit" value={unit.id} />
      <AdminFields page={page} required />
      <Button kind="primary">{page.say(words.submit)}</Button>
    </form>
  </>
);
