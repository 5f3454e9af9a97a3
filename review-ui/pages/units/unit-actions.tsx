/** What the reader may do with a unit: one button for each action that the table allows. */
import { type OrganisationAction, organisationActions } from '../../../schemas/organisation.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { UnitModel } from './unit-model.ts';
import { words } from './words.ts';

/** Where an action begins; reopening is done at once. */
const pathOf: Readonly<Record<Exclude<OrganisationAction, 'add' | 'reopen'>, string>> = {
  ...{ change: 'edit', move: 'move', close: 'close', merge: 'merge-into', split: 'split' },
};

export const UnitActions = ({ model, page }: { model: UnitModel; page: PageContext }) => {
  const { unit, actions, canAdd, isSuperior } = model;
  return (
    <div class="actions unit-actions">
      {canAdd && (
        <LinkButton href={addressOf('/units/new', { parent: unit.id })} kind="primary">
          {page.say(words.add)}
        </LinkButton>
      )}
      {canAdd && page.actor?.unit_id === unit.id && (
        <LinkButton href="/units/sheet">{page.say(words.sheet)}</LinkButton>
      )}
      {actions.map((action) =>
        action === 'add' || action === 'reopen' ? null : (
          <LinkButton key={action} href={`/units/${unit.id}/${pathOf[action]}`} kind="plain">
            {`${page.say(organisationActions[action])}${action === 'change' ? '' : '…'}`}
          </LinkButton>
        ),
      )}
      {actions.includes('reopen') && (
        <form method="post" action={`/units/${unit.id}/reopen`}>
          <CsrfField page={page} />
          <input type="hidden" name="version" value={unit.version} />
          <Button>{page.say(words.reopen)}</Button>
        </form>
      )}
      {isSuperior && unit.closed_at === null && (
        <LinkButton href={addressOf('/accounts/new', { unit: unit.id })}>
          {page.say(words.addAdmin)}
        </LinkButton>
      )}
      {isSuperior && (
        <LinkButton href={addressOf('/accounts', { unit: unit.id })} kind="quiet" icon="account">
          {page.say(words.seeAccounts)}
        </LinkButton>
      )}
    </div>
  );
};
