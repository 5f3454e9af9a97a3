/** Words of the frame and of parts that stand on many pages. */
import { catalogue } from '../words.ts';

export const frame = catalogue({
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  demo: { zh: '演示数据：所有人员均为虚构', en: 'Demo: all people shown are made up' },
  places: { zh: '主导航', en: 'Main' },
  home: { zh: '首页', en: 'Home' },
  uploads: { zh: '上传记录', en: 'Uploads' },
  changeSets: { zh: '审核', en: 'Review' },
  submissions: { zh: '上报', en: 'Submissions' },
  openings: { zh: '开放报名', en: 'Openings' },
  enrolments: { zh: '报名', en: 'Enrolment' },
  campaigns: { zh: '日历', en: 'Calendar' },
  experts: { zh: '专家', en: 'Experts' },
  staffing: { zh: '配备', en: 'Staffing' },
  teachers: { zh: '教师', en: 'Teachers' },
  transfers: { zh: '调动', en: 'Transfers' },
  units: { zh: '单位', en: 'Units' },
  accounts: { zh: '账号', en: 'Accounts' },
  exports: { zh: '导出', en: 'Exports' },
  audit: { zh: '审计', en: 'Audit' },
  operations: { zh: '运行状况', en: 'Operations' },
  noticesRead: { zh: '消息', en: 'Notices' },
  noticesUnread: { zh: '消息：{count} 条未读', en: 'Notices: {count} unread' },
  password: { zh: '修改密码', en: 'Change the password' },
  secondFactor: { zh: '动态验证码', en: 'One-time codes' },
  sessions: { zh: '登录设备', en: 'Visits' },
  tokens: { zh: '访问令牌', en: 'Access tokens' },
  ownAccount: { zh: '我的账号', en: 'My account' },
  language: { zh: '切换语言', en: 'Language' },
  unreachable: {
    zh: '没有完成：网络或服务器暂时不可用，请重试。',
    en: 'Not done: the network or the server is away for a moment. Try again.',
  },
});

export const parts = catalogue({
  oldValue: { zh: '原值', en: 'Old value' },
  newValue: { zh: '新值', en: 'New value' },
  blank: { zh: '（空）', en: '(blank)' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  close: { zh: '关闭', en: 'Close' },
  find: { zh: '查找', en: 'Find' },
  crumbs: { zh: '所在位置', en: 'You are here' },
});
