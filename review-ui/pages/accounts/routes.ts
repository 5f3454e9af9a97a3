/** Accounts of the units within one's scope. */
import { z } from 'zod';
import { listAccounts } from '../../../database/accounts.ts';
import { inScope } from '../../../database/scope.ts';
import { isoTime } from '../../format.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { AccountListPage } from './account-list-page.tsx';
import { words } from './words.ts';

const mostShown = 500;

const accountSchema = z.object({
  id: z.string(),
  username: z.string(),
  unit: z.object({ id: z.string(), name: z.string() }),
  disabled: z.boolean(),
  last_sign_in_at: z.string().nullable(),
});

export const accountRoutes = [
  route({
    method: 'get',
    path: '/accounts',
    summary: {
      zh: '本单位和下级单位的账号，至多 500 个',
      en: 'Accounts of your unit and those below, 500 at most',
    },
    who: ['province', 'city', 'county'],
    answer: z.object({ accounts: z.array(accountSchema) }),
    serve: async (asked) => {
      const { db, actor } = asked;
      const accounts = await inScope(db, actor.unit_path, (tx) => listAccounts(tx, mostShown));
      respond(asked, {
        title: words.title,
        model: { accounts },
        page: AccountListPage,
        json: () => ({
          accounts: accounts.map((account) => ({
            ...{ id: account.id, username: account.username },
            unit: { id: account.unit_id, name: account.unit_name },
            disabled: account.disabled_at !== null,
            last_sign_in_at: account.last_sign_in_at && isoTime(account.last_sign_in_at),
          })),
        }),
      });
    },
  }),
];
