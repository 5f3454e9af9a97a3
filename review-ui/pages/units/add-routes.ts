/** Adding units, with their first admin if wanted: forms and programs by the same checks. */
import { z } from 'zod';
import { addAdmin } from '../../../database/admins.ts';
import { addOrganisation, requireMay } from '../../../database/organisations.ts';
import { inScope } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { type AdminFacts, adminShape } from '../../../schemas/account.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { kindsToAdd } from '../../../schemas/organisation.ts';
import { factsShape, ownFields } from '../../../schemas/organisation-facts.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities, schoolKinds, type UnitKind, unitKinds } from '../../../schemas/unit.ts';
import type { Asked } from '../../asked.ts';
import { showAgain } from '../../form-again.ts';
import { idSchema, keyOf, oneOf, optionalField } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { handedOutJson, handedOutSchema } from '../accounts/account-json.ts';
import { freshPassword } from '../accounts/fresh-password.ts';
import { factsRefused, faultsOf } from './faults.ts';
import { KindsPage } from './kinds-page.tsx';
import { SheetPage } from './sheet-page.tsx';
import { AddedPage, type NewUnitModel, NewUnitPage } from './unit-form-page.tsx';
import { unitDetailJson, unitDetailSchema, unitModel } from './unit-model.ts';
import { words } from './words.ts';

const kindSchema = keyOf(unitKinds);

const adminNames = ['admin_username', 'admin_name', 'admin_mobile', 'admin_email'] as const;
const blank = optionalField(z.string());
const newUnit = factsShape.extend({
  parent: idSchema,
  kind: kindSchema,
  admin: adminShape.optional().describe('its first admin; only where the unit stands right below your own'),
  ...{ admin_username: blank, admin_name: blank, admin_mobile: blank, admin_email: blank },
});
type NewUnit = z.infer<typeof newUnit>;

/** The admin of a form stands in fields of its own, all blank where there is none. Throws `invalid-input`. */
function adminOf(body: NewUnit): AdminFacts | null {
  if (body.admin !== undefined) return body.admin;
  const given = Object.fromEntries(adminNames.map((name) => [name.slice('admin_'.length), body[name]]));
  if (Object.values(given).every((value) => value === undefined)) return null;
  const parsed = adminShape.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(({ path }) => `admin_${String(path[0])}`));
  throw problem('invalid-input', { fields: [...fields].join(', ') });
}

async function newModel(
  { db, actor }: Asked<unknown, unknown, unknown, Actor>,
  parentId: string,
  kind: UnitKind,
): Promise<Pick<NewUnitModel, 'parent' | 'withAdmin'>> {
  const parent = await inScope(db, actor.unit_path, (tx) => unitById(tx, parentId));
  if (!kindsToAdd(actor, parent).includes(kind)) {
    requireMay(actor, 'add', { kind, parent: parent.path });
    throw problem('kind-not-below', { unit_kind: kind, unit: parent.name });
  }
  return { parent, withAdmin: parent.id === actor.unit_id };
}

export const addRoutes = [
  route({
    method: 'get',
    path: '/units/sheet',
    summary: { zh: '批量新增、变更、撤并的页面', en: 'The page to add, change and merge many units at once' },
    who: authorities,
    serve: (asked) =>
      respond(asked, { title: words.sheet, model: { unit: asked.actor.unit_name }, page: SheetPage }),
  }),
  route({
    method: 'get',
    path: '/units/new',
    summary: { zh: '新增单位的表单：先选类别', en: 'The form for a new unit, kind first' },
    who: authorities,
    query: z.object({
      parent: optionalField(idSchema),
      kind: kindSchema.optional().catch(undefined),
      school_kind: oneOf(schoolKinds).optional().catch(undefined),
    }),
    serve: async (asked) => {
      const { db, actor, query, page } = asked;
      const parent = await inScope(db, actor.unit_path, (tx) => unitById(tx, query.parent ?? actor.unit_id));
      const { kind, school_kind: schoolKind = null } = query;
      if (kind === undefined || (kind === 'school' && schoolKind === null)) {
        const kinds = kindsToAdd(actor, parent);
        if (kinds.length === 0) throw problem('not-your-tier', { by: 'superior' });
        return respond(asked, {
          title: words.add,
          model: {
            title: page.say(words.addBelow, { parent: parent.name }),
            crumbs: [{ label: parent.name, href: `/units/${parent.id}` }, { label: page.say(words.add) }],
            kinds: kinds.filter((one) => one !== 'school'),
            withSchools: kinds.includes('school'),
            href: (one: UnitKind, of?: string) =>
              `/units/new?parent=${parent.id}&kind=${one}${of === undefined ? '' : `&school_kind=${of}`}`,
          },
          page: KindsPage,
        });
      }
      const place = await newModel(asked, parent.id, kind);
      const blank = { kind, schoolKind, values: {}, faults: [], refusal: null, admin: {} };
      respond(asked, { title: words.add, model: { ...place, ...blank }, page: NewUnitPage });
    },
  }),
  route({
    method: 'post',
    path: '/units',
    summary: {
      zh: '新增单位；可同时创建它的第一位管理员，初始密码只在回答里出现一次',
      en: 'Adds a unit, with its first admin if wanted, whose initial password is in the answer this once',
    },
    who: authorities,
    body: newUnit,
    answer: unitDetailSchema.extend({ admin: handedOutSchema.optional() }),
    status: 201,
    serve: async (asked) => {
      const { app, db, actor, body, page } = asked;
      const { kind } = body;
      const facts = ownFields(kind, body);
      try {
        const faults = faultsOf(kind, facts, page.language);
        if (faults.length > 0) throw factsRefused(faults);
        const admin = adminOf(body);
        const fresh = admin === null ? null : await freshPassword(app);
        const made = await inScope(db, actor.unit_path, async (tx) => {
          const unit = await addOrganisation(tx, actor, body.parent, kind, facts);
          if (admin === null || fresh === null) return { unit, account: null };
          const { username, name, mobile, email } = admin;
          const id = await addAdmin(tx, actor, unit, {
            ...{ username, display_name: name, contact: { mobile, email } },
            ...{ password_hash: fresh.password_hash, initial_until: fresh.initial_until },
          });
          const at = { id: unit.id, name: facts.name };
          return {
            unit,
            account: { id, username, password: fresh.password, good_until: fresh.initial_until, unit: at },
          };
        });
        const model = await inScope(db, actor.unit_path, (tx) => unitModel(tx, actor, made.unit.id));
        const json = unitDetailJson(model);
        const { account } = made;
        if (account === null) return done(asked, `/units/${made.unit.id}`, json, 201);
        respond(asked, {
          status: 201,
          title: page.say(words.added, { unit: facts.name }),
          model: { unit: account.unit, account },
          page: AddedPage,
          json: () => ({ ...json, admin: handedOutJson(account) }),
        });
      } catch (error) {
        if (!showAgain(asked, error)) throw error;
        const place = await newModel(asked, body.parent, kind);
        const faults = error.code === 'facts-refused' ? faultsOf(kind, facts, page.language) : [];
        const admin = Object.fromEntries(adminNames.map((name) => [name, body[name] ?? '']));
        const model = { ...place, kind, schoolKind: facts.school_kind, values: facts, faults, admin };
        const refusal = faults.length > 0 ? null : error;
        respond(asked, {
          status: error.status,
          title: words.add,
          model: { ...model, refusal },
          page: NewUnitPage,
        });
      }
    },
  }),
];
