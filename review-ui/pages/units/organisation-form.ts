/** A sheet of schools, line by line before its sender says so, and all of it or nothing after. */
import { randomBytes } from 'node:crypto';
import { addAdmin, type FreshPassword } from '../../../database/admins.ts';
import { closeOrganisation, mergeOrganisations } from '../../../database/closures.ts';
import type { FormRow } from '../../../database/forms.ts';
import { organisationSnapshot } from '../../../database/organisation-snapshot.ts';
import { addOrganisation, changeOrganisation, moveOrganisation } from '../../../database/organisations.ts';
import { hashPassword } from '../../../database/passwords.ts';
import type { Scoped } from '../../../database/scope.ts';
import { namedIn, planOrganisations } from '../../../pipeline/organisation-plan.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { FormLine } from '../../../schemas/form.ts';
import type { Params } from '../../../schemas/language.ts';
import type { AddStep, ChangeStep, EndStep, OrganisationStep } from '../../../schemas/organisation-plan.ts';
import { Problem, problem } from '../../../schemas/problem.ts';
import type { PageContext } from '../../page.ts';
import type { Form } from '../forms/form.ts';
import { doesOf } from './organisation-lines.ts';

async function planned(tx: Scoped, actor: Actor, rows: readonly FormRow[]) {
  const snapshot = await organisationSnapshot(tx, actor.unit_path, namedIn(rows));
  return planOrganisations(rows, snapshot, actor);
}

async function lines(
  tx: Scoped,
  actor: Actor,
  _uploadId: string,
  rows: readonly FormRow[],
  page: PageContext,
): Promise<readonly FormLine[]> {
  const { steps } = await planned(tx, actor, rows);
  return steps.map((step) => ({
    row: step.row,
    subject: step.does === 'add' ? step.facts.name : step.unit.name,
    does: doesOf(step, page),
  }));
}

/** New units first, since others may be merged into them; those that end last. */
async function carryOut(tx: Scoped, actor: Actor, _: string, rows: readonly FormRow[]): Promise<Params> {
  const { steps, issues } = await planned(tx, actor, rows);
  if (issues.length > 0) throw problem('form-moved');
  const all = <S extends OrganisationStep['does']>(does: S) =>
    steps.filter((step): step is Extract<OrganisationStep, { does: S }> => step.does === does);
  // Nobody knows it: the unit above hands a password out by a reset, when it hands out the account.
  const nobodys = {
    password_hash: await hashPassword(randomBytes(24).toString('base64url')),
    initial_until: new Date(),
  };
  const byCode = new Map<string, string>();
  try {
    for (const step of all('add')) {
      const id = await add(tx, actor, step, nobodys);
      if (step.facts.code !== null) byCode.set(step.facts.code, id);
    }
    for (const step of all('change')) {
      await change(tx, actor, step);
      if (step.facts.code !== null) byCode.set(step.facts.code, step.unit.id);
    }
    const successors = await organisationSnapshot(tx, actor.unit_path, {
      codes: all('end').flatMap(({ into }) => into ?? []),
      names: [],
    });
    for (const { code, id } of successors.units) if (code !== null) byCode.set(code, id);
    for (const step of all('end')) await end(tx, actor, step, byCode);
  } catch (error) {
    // What the plan allowed and the registry does not: it has moved in between.
    throw error instanceof Problem && error.code === 'stale' ? problem('form-moved') : error;
  }
  const changed = all('change').filter(({ fields, to }) => fields.length > 0 || to !== null).length;
  return { added: all('add').length, changed, ended: all('end').length };
}

async function add(tx: Scoped, actor: Actor, step: AddStep, fresh: FreshPassword): Promise<string> {
  const { facts, admin } = step;
  const unit = await addOrganisation(tx, actor, step.parent.id, step.kind, facts);
  if (admin === null) return unit.id;
  const { name, mobile, email } = admin;
  const account = { display_name: name, contact: { mobile, email }, ...fresh };
  // By the code, which nobody else has; where somebody is called so already, by the unit's own number.
  await addAdmin(tx, actor, unit, { username: facts.code ?? `u${unit.id}`, ...account }).catch(
    (error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'username-in-use') throw error;
      return addAdmin(tx, actor, unit, { username: `u${unit.id}`, ...account });
    },
  );
  return unit.id;
}

async function change(tx: Scoped, actor: Actor, { unit, facts, to }: ChangeStep): Promise<void> {
  if (to !== null) await moveOrganisation(tx, actor, unit, to.id);
  const version = to === null ? unit.version : unit.version + 1;
  await changeOrganisation(tx, actor, { id: unit.id, version }, facts);
}

async function end(
  tx: Scoped,
  actor: Actor,
  { unit, into }: EndStep,
  byCode: ReadonlyMap<string, string>,
): Promise<void> {
  if (into === null) return await closeOrganisation(tx, actor, unit);
  const successor = byCode.get(into);
  if (successor === undefined) throw problem('form-moved');
  await mergeOrganisations(tx, actor, { into: successor, from: [unit.id], expected: unit.teachers });
}

export const organisationForm: Form = { lines, carryOut, result: () => '/units?state=any' };
