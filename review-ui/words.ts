/** Words that several pages use, and which language a reader gets. A page's own words stand in its folder. */
import type { Request } from 'express';
import type { Role } from '../schemas/actor.ts';
import type { Language, Words } from '../schemas/language.ts';

/** A typed catalogue of words: `const words = catalogue({ submit: { zh: '提交', en: 'Submit' } })`. */
export const catalogue = <const C extends Record<string, Words>>(entries: C): C => entries;

export const common = catalogue({
  product: { zh: '师册', en: 'Muster' },
  tagline: { zh: '教师信息采集与报名', en: 'Teacher information and enrolment' },
  signOut: { zh: '退出', en: 'Sign out' },
  otherLanguage: { zh: 'English', en: '中文' },
  backHome: { zh: '返回首页', en: 'Back to the home page' },
  receipt: { zh: '回执号', en: 'Receipt' },
  unit: { zh: '单位', en: 'Unit' },
  file: { zh: '文件', en: 'File' },
  state: { zh: '状态', en: 'State' },
  receivedAt: { zh: '接收时间', en: 'Received' },
  rows: { zh: '行数', en: 'Rows' },
  pageOf: { zh: '第 {page} 页，共 {pages} 页', en: 'Page {page} of {pages}' },
  previous: { zh: '上一页', en: 'Previous' },
  next: { zh: '下一页', en: 'Next' },
});

/** Who a lifecycle's role is, said to a reader. */
export const roleWords: Readonly<Record<Role, Words>> = {
  owner: { zh: '本单位', en: 'the unit itself' },
  superior: { zh: '上级单位', en: 'the unit above' },
  overseer: { zh: '更上级单位', en: 'a unit further up' },
  system: { zh: '系统', en: 'the system' },
  stranger: { zh: '其他单位', en: 'another unit' },
};

export const languageCookie = 'muster_language';

/** `?lang=` for one answer, else the reader's own choice, else Chinese. */
export function languageOf(request: Pick<Request, 'query' | 'headers'>): Language {
  const asked = request.query.lang;
  if (asked === 'zh' || asked === 'en') return asked;
  const chosen = new RegExp(`(?:^|;\\s*)(?:__Host-)?${languageCookie}=(zh|en)(?:;|$)`).exec(
    request.headers.cookie ?? '',
  );
  return chosen?.[1] === 'en' ? 'en' : 'zh';
}
