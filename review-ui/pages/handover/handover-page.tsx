/** Asking that somebody else takes one's account over, and taking that back. */
import type { Successor } from '../../../schemas/account.ts';
import { masked } from '../../../schemas/mask.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { problemText } from '../../problem-words.ts';
import { AdminFields } from '../accounts/admin-fields.tsx';
import { words } from './words.ts';

export interface HandoverModel {
  /** Somebody is above who can do it. */
  readonly hasSuperior: boolean;
  readonly successor: Successor | null;
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: readonly string[];
  readonly refusal: Problem | null;
}

export const HandoverPage = (model: HandoverModel, page: PageContext) => {
  const { wrong, refusal } = model;
  return (
    <>
      <PageHead title={page.say(words.title)} about={page.say(words.about)} />
      {(wrong.length > 0 || refusal !== null) && (
        <Notice
          tone="error"
          urgent
          title={refusal === null ? page.say(words.wrong) : problemText(refusal, page.language)}
        />
      )}
      <Request {...model} page={page} />
    </>
  );
};

const Request = ({
  hasSuperior,
  successor,
  values,
  wrong,
  page,
}: HandoverModel & { readonly page: PageContext }) => {
  if (!hasSuperior) return <Notice tone="info" title={page.say(words.none)} />;
  if (successor === null) {
    return (
      <form method="post" action="/handover" class="plain-form">
        <CsrfField page={page} />
        <AdminFields page={page} required isNamed values={values} wrong={wrong} />
        <Button kind="primary">{page.say(words.submit)}</Button>
      </form>
    );
  }
  const { name, mobile } = successor;
  return (
    <>
      <Notice tone="info" title={page.say(words.asked, { name, mobile: masked('mobile', mobile) })} />
      <form method="post" action="/handover/take-back" class="actions">
        <CsrfField page={page} />
        <Button>{page.say(words.takeBack)}</Button>
      </form>
    </>
  );
};
