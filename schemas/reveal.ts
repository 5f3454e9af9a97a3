/** A reveal: whole numbers instead of masked ones, for a reason that is kept. */
import type { Words } from './language.ts';

/** What is masked on every page. */
export const revealedFields = ['id_number', 'mobile', 'cert_no'] as const;
export type RevealedField = (typeof revealedFields)[number];

export const reason_chars = { min: 2, max: 200 } as const;

/** What people mostly need a number for; another reason is written in words. */
export const usualReasons: readonly Words[] = [
  { zh: '核对证件原件', en: 'Comparing with the document itself' },
  { zh: '联系教师本人', en: 'Contacting the teacher' },
  { zh: '办理调动', en: 'Carrying out a transfer' },
  { zh: '处理疑似重复', en: 'Settling a possible duplicate' },
  { zh: '答复上级核查', en: 'Answering a check from above' },
];
