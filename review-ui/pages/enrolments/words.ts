/** Words of enrolment. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '报名', en: 'Enrolment' },
  lineNew: { zh: '新报名：{cell}', en: 'Enrols in {cell}' },
  lineChanged: { zh: '改报：{before} → {cell}', en: 'Changes from {before} to {cell}' },
  lineSame: { zh: '不变：{cell}', en: 'Stays in {cell}' },
});
