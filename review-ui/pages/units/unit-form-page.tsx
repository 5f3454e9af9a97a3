/** A unit's form: to add one with its first admin, or to change one that is there. */
import type { OrganisationFacts } from '../../../schemas/organisation-facts.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { type SchoolKind, type UnitKind, unitKinds } from '../../../schemas/unit.ts';
import { CsrfField } from '../../csrf-field.tsx';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { AdminFields } from '../accounts/admin-fields.tsx';
import { type HandedOut, HandedOutPassword } from '../accounts/handed-out.tsx';
import type { Fault } from './faults.ts';
import { OrganisationFields } from './organisation-fields.tsx';
import { Refusals } from './refusals.tsx';
import { words } from './words.ts';

interface FormModel {
  readonly kind: UnitKind;
  readonly schoolKind: SchoolKind | null;
  readonly values: Partial<OrganisationFacts>;
  readonly faults: readonly Fault[];
  /** Why it was not kept, beside what is wrong with single fields. */
  readonly refusal: Problem | null;
}

export interface NewUnitModel extends FormModel {
  readonly parent: { readonly id: string; readonly name: string };
  /** The unit will stand right below the reader's own: its first admin can be made at once. */
  readonly withAdmin: boolean;
  readonly admin: Readonly<Record<string, string>>;
}

export interface ChangedUnitModel extends FormModel {
  readonly unit: { readonly id: string; readonly name: string };
  /** That the form was filled in for. */
  readonly version: number;
  /** Somebody was faster: the form shows the newer row, and this is what was typed. */
  readonly overtaken: Partial<OrganisationFacts> | null;
}

export const NewUnitPage = (model: NewUnitModel, page: PageContext) => {
  const { parent, kind, withAdmin, admin } = model;
  const kinds = addressOf('/units/new', { parent: parent.id });
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[
          { label: parent.name, href: `/units/${parent.id}` },
          { label: page.say(words.add), href: kinds },
          { label: page.say(unitKinds[kind]) },
        ]}
      />
      <PageHead title={page.say(words.addTo, { kind: page.say(unitKinds[kind]), parent: parent.name })} />
      <Refusals {...model} page={page} />
      <form method="post" action="/units" class="plain-form">
        <CsrfField page={page} />
        <input type="hidden" name="parent" value={parent.id} />
        <input type="hidden" name="kind" value={kind} />
        <OrganisationFields {...model} otherKinds={kinds} page={page} />
        {withAdmin && (
          <fieldset class="admin-fields">
            <legend>{page.say(words.firstAdmin)}</legend>
            <p class="hint">{page.say(words.firstAdminHint)}</p>
            <AdminFields page={page} prefix="admin_" required={false} values={admin} />
          </fieldset>
        )}
        <Button kind="primary">{page.say(words.addSubmit)}</Button>
      </form>
    </>
  );
};

export const ChangedUnitPage = (model: ChangedUnitModel, page: PageContext) => {
  const { unit, version, overtaken } = model;
  return (
    <>
      <Crumbs
        page={page}
        crumbs={[{ label: unit.name, href: `/units/${unit.id}` }, { label: page.say(words.change) }]}
      />
      <PageHead title={page.say(words.changeOf, { unit: unit.name })} about={page.say(words.changeAbout)} />
      <Refusals {...model} page={page} />
      {overtaken !== null && <p>{page.say(words.overtaken)}</p>}
      <form method="post" action={`/units/${unit.id}/change`} class="plain-form">
        <CsrfField page={page} />
        <input type="hidden" name="version" value={version} />
        <OrganisationFields
          {...model}
          otherKinds={addressOf(`/units/${unit.id}/edit`, { school_kind: 'choose' })}
          page={page}
        />
        <div class="actions">
          <Button kind="primary">{page.say(words.save)}</Button>
          <LinkButton kind="quiet" href={`/units/${unit.id}`}>
            {page.say(words.cancel)}
          </LinkButton>
        </div>
      </form>
    </>
  );
};

export interface AddedModel {
  readonly unit: { readonly id: string; readonly name: string };
  readonly account: HandedOut;
}

/** The unit is there; its admin's password is shown now and never again. */
export const AddedPage = ({ unit, account }: AddedModel, page: PageContext) => (
  <>
    <PageHead title={page.say(words.added, { unit: unit.name })} />
    <HandedOutPassword account={account} page={page} />
    <LinkButton href={`/units/${unit.id}`}>{page.say(words.toUnit, { unit: unit.name })}</LinkButton>
  </>
);
