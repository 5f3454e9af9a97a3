/** Words of the page where people choose their password. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '修改密码', en: 'Change the password' },
  first: { zh: '请先设置自己的密码', en: 'Choose a password of your own first' },
  firstHint: {
    zh: '现在用的是上级单位给的初始密码，只能用来设置新密码。设好之后就可以开始工作，初始密码随即失效。',
    en: 'You signed in with the initial password from the unit above; it is good for choosing your own and nothing else, and ends with that.',
  },
  current: { zh: '原密码', en: 'Old password' },
  chosen: { zh: '新密码', en: 'New password' },
  rule: {
    zh: '至少 10 个字符；大写字母、小写字母、数字、其他符号至少三种；不能含用户名或单位名称。',
    en: 'At least 10 characters, of three kinds at least: capitals, small letters, digits, other signs; without the username or the name of the unit.',
  },
  repeated: { zh: '再次输入新密码', en: 'New password again' },
  submit: { zh: '保存新密码', en: 'Save the new password' },
  done: {
    zh: '密码已修改，其他地方的登录已失效。',
    en: 'The password is changed; every other visit of this account has ended.',
  },
});
