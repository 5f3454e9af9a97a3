/** What may be done with one extension, as forms that work without script. */
import type { ShownExtension } from '../../../database/extension-list.ts';
import { extensionLifecycle, longestReason_chars } from '../../../schemas/extension.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button } from '../../parts/button.tsx';
import { actionsOf } from './extension-json.ts';
import { words } from './words.ts';

interface Props {
  readonly extension: ShownExtension;
  readonly page: PageContext;
}

export const ExtensionActions = ({ extension, page }: Props) => {
  if (page.actor === null) return null;
  const may = new Set(actionsOf(extension, page.actor));
  const { unit_name: unit } = extension;
  return (
    <div class="extension-actions">
      {may.has('grant') && (
        <form method="post" action={`/extensions/${extension.id}/grant`} class="actions">
          <CsrfField page={page} />
          <input
            type="date"
            name="until"
            required
            value={extension.asked_until ?? ''}
            aria-label={page.say(words.grantUntil, { unit })}
          />
          <Button label={page.say(words.grantLabel, { unit })}>
            {page.say(extensionLifecycle.actions.grant ?? words.grantNow)}
          </Button>
        </form>
      )}
      {may.has('refuse') && <WithReason action="refuse" extension={extension} page={page} />}
      {may.has('revoke') && <WithReason action="revoke" extension={extension} page={page} />}
      {may.has('withdraw') && (
        <form method="post" action={`/extensions/${extension.id}/withdraw`}>
          <CsrfField page={page} />
          <Button kind="quiet">{page.say(extensionLifecycle.actions.withdraw ?? words.confirm)}</Button>
        </form>
      )}
    </div>
  );
};

const WithReason = ({ action, extension, page }: Props & { readonly action: 'refuse' | 'revoke' }) => (
  <details>
    <summary>{page.say(action === 'refuse' ? words.refuseDo : words.revokeDo)}</summary>
    <form method="post" action={`/extensions/${extension.id}/${action}`} class="actions">
      <CsrfField page={page} />
      <input
        type="text"
        name="reason"
        required
        maxLength={longestReason_chars}
        placeholder={page.say(words.reason)}
        aria-label={page.say(words.reasonOf, { unit: extension.unit_name })}
      />
      <Button kind="danger">{page.say(words.confirm)}</Button>
    </form>
  </details>
);
