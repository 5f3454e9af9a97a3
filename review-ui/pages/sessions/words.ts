/** Words of the page of one's own visits. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '登录设备', en: 'Where you are signed in' },
  about: {
    zh: '这个账号当前的全部登录。有不认识的，请结束它并马上修改密码。{minutes} 分钟没有操作会自动退出，最长 {hours} 小时。',
    en: 'Every visit of this account at present. If you don’t know one, end it and change your password. A visit ends after {minutes} idle minutes, and after {hours} hours in any case.',
  },
  device: { zh: '浏览器', en: 'Browser' },
  network: { zh: '来自', en: 'From' },
  begun: { zh: '登录时间', en: 'Since' },
  seen: { zh: '最近使用', en: 'Last used' },
  action: { zh: '操作', en: 'Action' },
  here: { zh: '当前登录', en: 'This visit' },
  end: { zh: '结束', en: 'End it' },
  endOf: { zh: '结束：{device}', en: 'End: {device}' },
  everywhere: { zh: '退出全部登录', en: 'Sign out everywhere' },
  everywhereHint: { zh: '包括当前这个；访问令牌不受影响。', en: 'Here too; tokens go on.' },
});
