/** Problems of who asks and how: sign-in, tier, scope, shape and pace of a request. */
import { type ProblemText, text } from './text.ts';

export const accessProblems = {
  'not-signed-in': text(401, '请先登录', 'Please sign in'),
  'wrong-credentials': text(
    401,
    '用户名或密码不正确；已开启动态验证码的账号还要填写正确的验证码',
    'Wrong username or password; an account with codes needs a right code as well',
  ),
  'token-invalid': text(401, '访问令牌无效或已过期', 'The token is invalid or has expired'),
  'not-your-tier': text(
    403,
    '您的账号不能执行此操作，应由{by}执行',
    'Your account may not do this; it is for {by}',
  ),
  'cross-site': text(
    403,
    '请求来源不正确，请刷新页面后重试',
    'The request came from another page; reload and try again',
  ),
  'not-found': text(404, '没有找到，或不在您的管辖范围内', 'Not found, or outside your scope'),
  'wrong-state': text(
    409,
    '当前状态是“{state}”，不能{action}',
    'It is "{state}" now, so "{action}" is not possible',
  ),
  stale: text(
    409,
    '内容已被他人更新，请刷新后重试',
    'Somebody changed this in the meantime; reload and try again',
  ),
  'password-change-required': text(
    403,
    '请先把初始密码改成自己的密码',
    'Change the initial password to one of your own first',
  ),
  'own-work': text(
    403,
    '这份文件由您上传或提交，须由本单位另一位管理员审核',
    'You sent this file or gave its word: another admin of your unit has to review it',
  ),
  'person-has-account': text(
    409,
    '这个手机号在该单位已有账号“{username}”，一人只用一个账号',
    'The person with this mobile number has the account "{username}" at this unit; one account for one person',
  ),
  'password-expired': text(
    403,
    '密码已到期，请先更换密码',
    'Your password has expired: choose another first',
  ),
  'initial-password-used': text(
    403,
    '初始密码只能使用一次，而且已经用过；请联系上级单位重置密码',
    'The initial password was good once and has been used; ask the unit above for a reset',
  ),
  'initial-password-expired': text(
    403,
    '初始密码已过期，请联系上级单位重置密码',
    'The initial password has expired; ask the unit above for a reset',
  ),
  'code-required': text(403, '请先为账号开启动态验证码', 'Set up one-time codes for your account first'),
  'code-refused': text(422, '{said}', '{said}'),
  'no-code': text(409, '该账号没有开启动态验证码', 'This account has no one-time codes'),
  'token-reads-only': text(403, '该访问令牌只能读取', 'This token may only read'),
  'in-person': text(
    403,
    '请登录页面后操作，访问令牌不能执行',
    'Sign in on the page for this; a token may not do it',
  ),
  'password-refused': text(422, '{said}', '{said}'),
  'not-multipart': text(415, '请用表单方式上传文件', 'Upload the file as multipart/form-data'),
  'reason-missing': text(422, '请填写原因', 'Give a reason'),
  'invalid-input': text(422, '填写有误：{fields}', 'Check these fields: {fields}'),
  'slow-down': text(429, '操作过于频繁，请 {seconds} 秒后再试', 'Too many tries; wait {seconds} seconds'),
  internal: text(
    500,
    '系统出错了，已记录；请稍后重试（编号 {request_id}）',
    'Something went wrong and was logged; try again later (id {request_id})',
  ),
  unavailable: text(
    503,
    '系统正在维护，请稍后重试',
    'The service is unavailable for a moment; try again later',
  ),
} as const satisfies Record<string, ProblemText>;
