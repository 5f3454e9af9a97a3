/** Recovery codes, shown once, in the answer to what made them: no address leads here and nothing keeps them. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words } from './words.ts';

interface Model {
  readonly recovery: readonly string[];
  /** Codes were turned on with them. */
  readonly wasSet: boolean;
}

export const RecoveryCodesPage = ({ recovery, wasSet }: Model, page: PageContext) => (
  <section class="second-factor">
    <PageHead
      title={page.say(wasSet ? words.wasSet : words.renewed)}
      about={wasSet && page.say(words.othersEnded)}
    />
    <Notice tone="warning" urgent>
      <p>{page.say(words.once)}</p>
    </Notice>
    <ol class="recovery-codes mono" aria-label={page.say(words.recoveryCodes)}>
      {recovery.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ol>
    <div class="actions">
      <LinkButton kind="primary" href="/">
        {page.say(words.goOn)}
      </LinkButton>
    </div>
  </section>
);
