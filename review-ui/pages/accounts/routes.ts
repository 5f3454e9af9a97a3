/** Accounts of the units within one's scope: listed, and made, disabled, enabled and reset by the unit right above. */
import { z } from 'zod';
import { listAccounts } from '../../../database/accounts.ts';
import { actOnAccount, addAdmin, contactsOf } from '../../../database/admins.ts';
import { inScope } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { type AccountAction, accountActions, adminShape } from '../../../schemas/account.ts';
import { roleOf } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import { showAgain } from '../../form-again.ts';
import { idParams, idSchema, offsetOf, optionalField, pageNumber, pageSize } from '../../inputs.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import {
  accountJson,
  accountSchema,
  actionsOnAccount,
  handedOutJson,
  handedOutSchema,
} from './account-json.ts';
import { AccountListPage } from './account-list-page.tsx';
import { freshPassword } from './fresh-password.ts';
import { HandedOutPage } from './handed-out.tsx';
import { handoverRoutes } from './handover-routes.ts';
import { NewAccountPage } from './new-account-page.tsx';
import { ResetPage } from './reset-page.tsx';
import { words } from './words.ts';

const summaries: Readonly<Record<AccountAction, { zh: string; en: string }>> = {
  disable: {
    zh: '停用直接下级单位的账号，登录和令牌立即失效',
    en: 'Disables an account of a unit right below; its visits and tokens end at once',
  },
  enable: { zh: '重新启用账号', en: 'Enables a disabled account' },
  reset: {
    zh: '重置密码：回答一次性的初始密码，只显示这一次',
    en: 'Resets the password: answers a new initial one, this once',
  },
  'remove-code': {
    zh: '解除动态验证码（手机丢失时），登录和令牌立即失效',
    en: 'Removes the codes of an account, whose phone was lost; its visits and tokens end at once',
  },
};

/** What is typed is kept until it is right: its shape is judged when the form can be shown again. */
const typed = z.string().max(200).default('');
const typedAdmin = z.object({ unit: idSchema, username: typed, name: typed, mobile: typed, email: typed });

const act = (action: AccountAction) =>
  route({
    method: 'post',
    path: `/accounts/:id/${action}`,
    summary: summaries[action],
    who: authorities,
    params: idParams,
    answer: action === 'reset' ? handedOutSchema : accountSchema,
    serve: async (asked) => {
      const { app, db, actor, params } = asked;
      const fresh = action === 'reset' ? await freshPassword(app) : null;
      const { unit, account } = await inScope(db, actor.unit_path, async (tx) => {
        const { unit_id } = await actOnAccount(tx, actor, params.id, action, fresh);
        const { accounts } = await listAccounts(tx, { id: params.id, limit: 1 });
        return { unit: await unitById(tx, unit_id), account: accounts[0] };
      });
      if (account === undefined) throw problem('not-found');
      if (fresh === null) return done(asked, `/accounts?unit=${unit.id}`, accountJson(account, actor));
      const handed = {
        ...{ id: account.id, username: account.username, password: fresh.password },
        good_until: fresh.initial_until,
        unit: { id: unit.id, name: unit.name },
      };
      respond(asked, {
        title: words.wasReset,
        model: { account: handed, how: 'reset' as const },
        page: HandedOutPage,
        json: () => handedOutJson(handed),
      });
    },
  });

export const accountRoutes = [
  route({
    method: 'get',
    path: '/accounts',
    summary: {
      zh: '本单位和下级单位的账号，每页 50 个；?unit= 只看一个单位，?search= 查找',
      en: 'Accounts of your unit and those below, 50 a page; ?unit= for one unit, ?search= finds',
    },
    who: authorities,
    query: z.object({
      page: pageNumber,
      search: optionalField(z.string().trim().max(50)),
      unit: optionalField(idSchema),
    }),
    answer: z.object({
      accounts: z.array(accountSchema),
      total: z.number().int(),
      page: z.number().int(),
    }),
    serve: async (asked) => {
      const { db, actor, query } = asked;
      const model = await inScope(db, actor.unit_path, async (tx) => {
        const found = await listAccounts(tx, {
          ...(query.search === undefined ? {} : { search: query.search }),
          ...(query.unit === undefined ? {} : { unit_id: query.unit }),
          ...{ limit: pageSize, offset: offsetOf(query.page) },
        });
        const contacts = await contactsOf(
          tx,
          found.accounts.map(({ id }) => id),
        );
        const unit = query.unit === undefined ? null : await unitById(tx, query.unit);
        return { ...found, contacts, actor, unit, query };
      });
      respond(asked, {
        title: words.title,
        model,
        page: AccountListPage,
        json: ({ accounts, total }) => ({
          accounts: accounts.map((account) => accountJson(account, actor)),
          total,
          page: query.page,
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/accounts/:id/reset',
    summary: { zh: '重置密码前的确认页', en: 'Before a password is reset: whose it is and what it ends' },
    who: authorities,
    params: idParams,
    answer: accountSchema,
    serve: async (asked) => {
      const { db, actor, params } = asked;
      const { accounts } = await inScope(db, actor.unit_path, (tx) =>
        listAccounts(tx, { id: params.id, limit: 1 }),
      );
      const [account] = accounts;
      if (account === undefined) throw problem('not-found');
      if (!actionsOnAccount(actor, account).includes('reset')) {
        throw problem('not-your-tier', { by: 'superior' });
      }
      respond(asked, {
        title: words.resetConfirm,
        model: { account },
        page: ResetPage,
        json: () => accountJson(account, actor),
      });
    },
  }),
  route({
    method: 'get',
    path: '/accounts/new',
    summary: { zh: '为直接下级单位新增管理员的表单', en: 'The form for an admin of a unit right below' },
    who: authorities,
    query: z.object({ unit: idSchema }),
    serve: async (asked) => {
      const { db, actor, query } = asked;
      const unit = await inScope(db, actor.unit_path, (tx) => unitById(tx, query.unit));
      if (roleOf(actor, unit.path) !== 'superior') throw problem('not-your-tier', { by: 'superior' });
      respond(asked, { title: words.add, model: { unit }, page: NewAccountPage });
    },
  }),
  route({
    method: 'post',
    path: '/accounts',
    summary: {
      zh: '为直接下级单位创建管理员，回答一次性的初始密码，只显示这一次',
      en: 'Creates an admin of a unit right below; answers the initial password, this once',
    },
    who: authorities,
    body: typedAdmin,
    answer: handedOutSchema,
    status: 201,
    serve: async (asked) => {
      const { app, db, actor, body } = asked;
      const said = adminShape.safeParse(body);
      const wrong = said.success ? [] : [...new Set(said.error.issues.map(({ path }) => String(path[0])))];
      try {
        if (!said.success) throw problem('invalid-input', { fields: wrong.join(', ') });
        const { username, name, mobile, email } = said.data;
        const { password, ...fresh } = await freshPassword(app);
        const account = await inScope(db, actor.unit_path, async (tx) => {
          const unit = await unitById(tx, body.unit);
          const admin = { username, display_name: name, contact: { mobile, email }, ...fresh };
          const id = await addAdmin(tx, actor, unit, admin);
          const at = { id: unit.id, name: unit.name };
          return { id, username, password, good_until: fresh.initial_until, unit: at };
        });
        respond(asked, {
          status: 201,
          title: words.made,
          model: { account, how: 'made' as const },
          page: HandedOutPage,
          json: () => handedOutJson(account),
        });
      } catch (error) {
        if (!showAgain(asked, error)) throw error;
        const unit = await inScope(db, actor.unit_path, (tx) => unitById(tx, body.unit));
        respond(asked, {
          status: error.status,
          title: words.add,
          model: { unit, values: body, wrong, refusal: said.success ? error : null },
          page: NewAccountPage,
        });
      }
    },
  }),
  ...accountActions.map(act),
  ...handoverRoutes,
];
