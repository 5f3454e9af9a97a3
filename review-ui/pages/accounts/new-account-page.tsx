/** Making an account: for whom, at which unit. */

import type { Problem } from '../../../schemas/problem.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { problemText } from '../../problem-words.ts';
import { AdminFields } from './admin-fields.tsx';
import { words } from './words.ts';

export interface NewAccountModel {
  readonly unit: UnitFacts;
  /** What was typed, when it was not taken. */
  readonly values?: Readonly<Record<string, string>>;
  readonly wrong?: readonly string[];
  readonly refusal?: Problem | null;
}

export const NewAccountPage = (
  { unit, values = {}, wrong = [], refusal = null }: NewAccountModel,
  page: PageContext,
) => (
  <>
    <Crumbs
      page={page}
      crumbs={[{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words.add) }]}
    />
    <PageHead title={page.say(words.addTitle, { unit: unit.name })} about={page.say(words.addAbout)} />
    {(wrong.length > 0 || refusal !== null) && (
      <Notice
        tone="error"
        urgent
        title={refusal === null ? page.say(words.notMade) : problemText(refusal, page.language)}
      />
    )}
    <form method="post" action="/accounts" class="plain-form">
      <CsrfField page={page} />
      <input type="hidden" name="unit" value={unit.id} />
      <AdminFields page={page} required values={values} wrong={wrong} />
      <Button kind="primary">{page.say(words.submit)}</Button>
    </form>
  </>
);
