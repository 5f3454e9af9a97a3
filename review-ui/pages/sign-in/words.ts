/** Words of the sign-in page. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '登录师册', en: 'Sign in to Muster' },
  username: { zh: '用户名', en: 'Username' },
  password: { zh: '密码', en: 'Password' },
  back: {
    zh: '请登录；登录后回到刚才的页面。',
    en: 'Please sign in; you will come back to the page you wanted.',
  },
  withCode: { zh: '使用动态验证码', en: 'With a one-time code' },
  code: { zh: '动态验证码', en: 'One-time code' },
  codeHint: {
    zh: '手机验证器上的 6 位数字，或一个恢复码；没有开启的账号不用填。',
    en: 'Six digits from your authenticator, or a recovery code; leave it empty if your account has none.',
  },
  submit: { zh: '登录', en: 'Sign in' },
  help: {
    zh: '账号由上级单位管理员创建；忘记密码请联系上级单位重置。',
    en: 'Your account comes from the unit above yours; ask it to reset a forgotten password.',
  },
});
