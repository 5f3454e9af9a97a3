/** Words of the list of accounts. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '账号', en: 'Accounts' },
  about: {
    zh: '本单位和下级单位的管理员账号。账号逐级创建，请勿多人共用。',
    en: 'Accounts of your unit and those below. Each tier creates the next; never share one.',
  },
  username: { zh: '用户名', en: 'Username' },
  unit: { zh: '单位', en: 'Unit' },
  lastSignIn: { zh: '最近登录', en: 'Last sign-in' },
  never: { zh: '从未登录', en: 'Never' },
  state: { zh: '状态', en: 'State' },
  active: { zh: '使用中', en: 'In use' },
  disabled: { zh: '已停用', en: 'Disabled' },
  none: { zh: '还没有账号', en: 'No accounts yet' },
});
