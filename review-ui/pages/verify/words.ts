/** Words of checking a confirmation form. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '核对确认表', en: 'Check a confirmation form' },
  about: {
    zh: '输入确认表上的内容摘要（64 位），或扫描表上的二维码。不需要登录。',
    en: 'Enter the digest of the form (64 characters), or scan its code. No account is needed.',
  },
  digest: { zh: '内容摘要', en: 'Digest' },
  check: { zh: '核对', en: 'Check' },
  current: {
    zh: '有效：与系统记录一致，是该单位目前的上报。',
    en: 'Valid: as recorded, and what the unit stands by now.',
  },
  past: {
    zh: '已失效：系统有这份记录，但之后已撤回、退回、重新开放或重新上报。请索取新的确认表。',
    en: 'No longer valid: it is on record, but was withdrawn, returned, reopened or submitted anew since. Ask for the new form.',
  },
  unknown: {
    zh: '没有这份记录：摘要有误，或不是本系统的确认表。',
    en: 'Not on record: the digest is wrong, or the form is not from here.',
  },
  unit: { zh: '单位', en: 'Unit' },
  campaign: { zh: '活动', en: 'Campaign' },
  step: { zh: '环节', en: 'Step' },
  submittedAt: { zh: '上报时间', en: 'Submitted' },
  acceptedAt: { zh: '审核通过时间', en: 'Accepted' },
  notAccepted: { zh: '尚未通过', en: 'Not accepted yet' },
  teachers: { zh: '在职教师', en: 'Teachers in service' },
  compare: {
    zh: '请与纸上的单位、时间和人数逐项比对。',
    en: 'Compare unit, time and numbers with what the paper says.',
  },
});
