/** Words of the page where people choose their password. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '修改密码', en: 'Change the password' },
  initial: { zh: '请先设置自己的密码', en: 'Choose a password of your own first' },
  initialHint: {
    zh: '现在用的是上级单位给的初始密码，只能登录这一次。请现在设置自己的密码，设好之后就可以开始工作；未设置就离开，须请上级单位重置。',
    en: 'You signed in with the initial password from the unit above, which is good for this once. Choose your own now and go to work; if you leave before, the unit above has to reset it.',
  },
  expired: { zh: '密码已到期，请更换', en: 'Your password has expired: choose another' },
  expiredHint: {
    zh: '密码须定期更换。换好之后就可以继续工作，数据不受影响。',
    en: 'Passwords have to be changed from time to time. Then you go on with your work; nothing else has changed.',
  },
  dueIn: { zh: '密码将在 {days} 天内到期。', en: 'Your password expires within {days} days.' },
  putOff: {
    zh: '密码已到期。现在是填报时间，可以继续工作；时间一过须先更换密码。',
    en: 'Your password has expired. While the campaign is open you may go on working; after that you have to change it first.',
  },
  current: { zh: '原密码', en: 'Old password' },
  chosen: { zh: '新密码', en: 'New password' },
  rules: { zh: '新密码的要求', en: 'What the new password has to be' },
  held: { zh: '已符合：', en: 'Holds: ' },
  broken: { zh: '不符合：', en: 'Does not hold: ' },
  again: {
    zh: '为安全起见，密码不会留在页面上，请重新填写。',
    en: 'Passwords are not kept on the page: please type them again.',
  },
  repeated: { zh: '再次输入新密码', en: 'New password again' },
  submit: { zh: '保存新密码', en: 'Save the new password' },
  done: {
    zh: '密码已修改，其他地方的登录已失效。',
    en: 'The password is changed; every other visit of this account has ended.',
  },
});
