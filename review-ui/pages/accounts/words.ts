/** Words of accounts. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '账号', en: 'Accounts' },
  about: {
    zh: '本单位和下级单位的管理员账号。账号逐级创建，请勿多人共用。',
    en: 'Accounts of your unit and those below. Each tier creates the next; never share one.',
  },
  of: { zh: '{unit}的账号', en: 'Accounts of {unit}' },
  username: { zh: '用户名', en: 'Username' },
  person: { zh: '姓名', en: 'Name' },
  mobile: { zh: '手机', en: 'Mobile' },
  email: { zh: '邮箱', en: 'Email' },
  optional: { zh: '选填', en: 'Optional' },
  unit: { zh: '单位', en: 'Unit' },
  lastSignIn: { zh: '最近登录', en: 'Last sign-in' },
  never: { zh: '从未登录', en: 'Never' },
  state: { zh: '状态', en: 'State' },
  initial: { zh: '待改初始密码', en: 'Initial password' },
  lockedUntil: { zh: '多次登录失败，锁定至 {time}', en: 'Wrong tries: locked until {time}' },
  none: { zh: '没有账号', en: 'No accounts' },
  noneHint: {
    zh: '在单位页面为下级单位新增管理员后，账号出现在这里。',
    en: 'Add an admin on the page of a unit right below yours; the account will appear here.',
  },
  search: { zh: '查找账号', en: 'Find an account' },
  searchHint: { zh: '用户名、姓名或单位名称', en: 'Username, name or unit' },
  actions: { zh: '操作', en: 'Actions' },
  actionOn: { zh: '{action}：{username}', en: '{action}: {username}' },
  add: { zh: '新增管理员', en: 'Add an admin' },
  addTitle: { zh: '为“{unit}”新增管理员', en: 'Add an admin for "{unit}"' },
  addAbout: {
    zh: '一人一个账号。保存后显示一次初始密码，请当面或用可靠方式交给本人；本人第一次登录时必须改密码。',
    en: 'One account for one person. The initial password is shown once: hand it over in person or another safe way; it must be changed on the first visit.',
  },
  usernameHint: {
    zh: '3–40 个字母、数字、点、横线或下划线，如 lixia-sy',
    en: '3 to 40 letters, digits, dots, dashes or underscores, such as lixia-sy',
  },
  mobileHint: { zh: '11 位手机号；加密保存，只显示首尾', en: '11 digits; kept sealed, shown masked' },
  submit: { zh: '创建账号', en: 'Create the account' },
  made: { zh: '账号已创建', en: 'The account is created' },
  wasReset: { zh: '密码已重置', en: 'The password is reset' },
  resetTitle: { zh: '重置“{username}”的密码？', en: 'Reset the password of "{username}"?' },
  resetAbout: {
    zh: '原密码和所有登录立即失效，因登录失败造成的锁定解除；新的初始密码只显示一次，请交给本人。',
    en: 'The old password and every visit end at once, and so does a lock after wrong tries. A new initial password is shown once: hand it to its owner.',
  },
  resetConfirm: { zh: '确认重置密码', en: 'Reset the password' },
  wrongField: { zh: '这一栏没有填对，请按要求修改', en: 'Not as it should be: mend this field' },
  notMade: {
    zh: '账号没有创建，请修改标出的栏目',
    en: 'The account was not created: mend the marked fields',
  },
  once: {
    zh: '初始密码只显示这一次，离开本页后无法再查看。请现在抄下或打印，交给本人。',
    en: 'This password is shown here and never again. Copy or print it now, and hand it to its owner.',
  },
  resetHint: {
    zh: '原密码和所有登录已失效。本人用新的初始密码登录后，须先设置自己的密码。',
    en: 'The old password and every visit have ended. With the new initial one its owner first chooses another.',
  },
  password: { zh: '初始密码', en: 'Initial password' },
  goodUntil: { zh: '有效期至', en: 'Good until' },
  signInAt: {
    zh: '只能登录一次，登录后须当场设置自己的密码；中途离开或过期，请重新重置。',
    en: 'It is good for one sign-in, in which a password of their own has to be chosen. If they leave before, or it expires, reset it again.',
  },
  backToAccounts: { zh: '返回账号列表', en: 'Back to the accounts' },
  backToUnit: { zh: '返回“{unit}”', en: 'Back to "{unit}"' },
});
