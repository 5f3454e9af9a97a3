/** Words of the sign-in page. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '登录师册', en: 'Sign in to Muster' },
  username: { zh: '用户名', en: 'Username' },
  password: { zh: '密码', en: 'Password' },
  submit: { zh: '登录', en: 'Sign in' },
  help: {
    zh: '账号由上级单位管理员创建；忘记密码请联系上级单位重置。',
    en: 'Your account comes from the unit above yours; ask it to reset a forgotten password.',
  },
});
