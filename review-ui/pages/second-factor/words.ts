/** Words of the page where people set up one-time codes. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '动态验证码', en: 'One-time codes' },
  about: {
    zh: '登录时除密码外，再填写手机上每 30 秒变化一次的 6 位数字。即使密码泄露，别人也进不来。',
    en: 'Beside the password you type six digits from your phone, new every 30 seconds. A leaked password alone then opens nothing.',
  },
  forced: { zh: '请先开启动态验证码', en: 'Set up one-time codes first' },
  forcedHint: {
    zh: '县级及以上账号能看到很多人的信息，必须开启动态验证码才能继续。约需一分钟。',
    en: 'Accounts of counties and above see the data of many people, so a code is required before you go on. It takes a minute.',
  },
  step1: { zh: '1. 用手机上的验证器应用扫描二维码', en: '1. Scan this with an authenticator on your phone' },
  apps: {
    zh: '支持 TOTP 的验证器都可以，如“腾讯身份验证器”小程序、Microsoft Authenticator、FreeOTP。',
    en: 'Any TOTP authenticator will do, such as FreeOTP, Microsoft Authenticator or Aegis.',
  },
  qrLabel: { zh: '验证器密钥的二维码', en: 'QR code of the key' },
  key: {
    zh: '不能扫码时，手动输入密钥（按时间、6 位）',
    en: 'Or type the key by hand (time-based, six digits)',
  },
  step2: { zh: '2. 填写应用显示的 6 位数字', en: '2. Type the six digits that it shows' },
  code: { zh: '验证码', en: 'Code' },
  password: { zh: '登录密码', en: 'Your password' },
  passwordHint: { zh: '确认是本人操作', en: 'To be sure that it is you' },
  set: { zh: '开启动态验证码', en: 'Turn on codes' },
  isOn: { zh: '已开启，登录时须填写验证码', en: 'On: signing in needs a code' },
  since: { zh: '开启时间', en: 'Since' },
  left: { zh: '剩余恢复码', en: 'Recovery codes left' },
  fewLeft: {
    zh: '恢复码快用完了，请重新生成',
    en: 'Few recovery codes are left: make new ones',
  },
  change: { zh: '更换手机或重新生成恢复码', en: 'A new phone, or new recovery codes' },
  changeHint: {
    zh: '换手机：先关闭，再用新手机开启。手机丢失且没有恢复码时，请上级单位管理员解除。',
    en: 'For a new phone: turn codes off, then on again there. With neither phone nor recovery code, ask the unit above to remove them.',
  },
  anyCode: { zh: '验证码或恢复码', en: 'A code, or a recovery code' },
  renew: { zh: '重新生成恢复码', en: 'Make new recovery codes' },
  remove: { zh: '关闭动态验证码', en: 'Turn codes off' },
  wasSet: { zh: '动态验证码已开启', en: 'Codes are on' },
  renewed: { zh: '恢复码已重新生成', en: 'New recovery codes' },
  once: {
    zh: '恢复码只显示这一次，请现在抄下或打印，放在安全的地方。手机不在身边时，每个可代替验证码使用一次。',
    en: 'Shown here and never again: copy or print them now and keep them safe. Without the phone, each stands in for a code once.',
  },
  othersEnded: {
    zh: '这个账号在其他地方的登录和访问令牌已失效。',
    en: 'Every other visit and token of this account has ended.',
  },
  wasRemoved: { zh: '动态验证码已关闭。', en: 'Codes are off.' },
  goOn: { zh: '我已保存，继续', en: 'I have kept them: go on' },
  recoveryCodes: { zh: '恢复码', en: 'Recovery codes' },
});

export const codeFaults = catalogue({
  code: {
    zh: '验证码不对。请填写应用当前显示的 6 位数字，并检查手机时间是否准确。',
    en: 'Not the right code. Type the six digits shown now, and check the clock of the phone.',
  },
  late: { zh: '这个二维码已过期，请扫描新的二维码', en: 'That QR code is too old: scan the new one' },
  proof: { zh: '密码或验证码不正确', en: 'Wrong password or code' },
  password: { zh: '密码不正确', en: 'Wrong password' },
});
export type CodeFault = keyof typeof codeFaults;
