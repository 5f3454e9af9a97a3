/** Words of the page of access tokens. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '访问令牌', en: 'Access tokens' },
  about: {
    zh: '供程序以这个账号的身份调用接口，可随时吊销。修改密码或重置账号会吊销全部令牌。',
    en: 'For programs that act as this account; revoke one at any time. A new password or a reset revokes them all.',
  },
  label: { zh: '用途', en: 'What for' },
  labelHint: { zh: '如：教务系统同步', en: 'Such as: timetable sync' },
  exchanged: { zh: '用密码换取', en: 'Exchanged for a password' },
  reach: { zh: '权限', en: 'May' },
  expires: { zh: '有效期至', en: 'Until' },
  days: { zh: '有效期', en: 'Good for' },
  nDays: { zh: '{days} 天', en: '{days} days' },
  lastUsed: { zh: '最近使用', en: 'Last used' },
  never: { zh: '从未使用', en: 'Never' },
  action: { zh: '操作', en: 'Action' },
  revoke: { zh: '吊销', en: 'Revoke' },
  revokeOf: { zh: '吊销：{label}', en: 'Revoke: {label}' },
  none: { zh: '没有有效的访问令牌', en: 'No tokens' },
  noneHint: { zh: '新建的令牌会列在这里。', en: 'A token that you make will be listed here.' },
  add: { zh: '新建令牌', en: 'A new token' },
  password: { zh: '登录密码', en: 'Your password' },
  submit: { zh: '生成令牌', en: 'Make the token' },
  wrong: { zh: '密码不正确', en: 'Wrong password' },
  made: { zh: '令牌已生成', en: 'Your token' },
  once: {
    zh: '令牌只显示这一次，请现在复制到程序的设置里；知道它的人就能以这个账号的身份操作。',
    en: 'Shown here and never again: copy it into your program now. Whoever knows it can act as this account.',
  },
  back: { zh: '返回令牌列表', en: 'Back to the tokens' },
});
