/** Words of the comparison of two moments. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '两个时点比较', en: 'Two moments compared' },
  about: { zh: '{from} → {to}', en: '{from} → {to}' },
  explain: {
    zh: '比较在职教师：谁来了、谁离开了、谁的登记信息变了。证件号码和手机号已遮盖；调离以后的信息不显示。',
    en: 'Teachers in service: who came, who left, whose record changed. Document and phone numbers are masked; nothing is shown of a time elsewhere.',
  },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  compare: { zh: '比较', en: 'Compare' },
  choose: { zh: '选择两个日期', en: 'Choose two days' },
  chooseAbout: {
    zh: '选定起止日期后，这里先列出各类人数，再逐人列出不同之处。',
    en: 'Then the counts stand here first, and below them each person with what differs.',
  },
  unchanged: { zh: '没有变化', en: 'Unchanged' },
  all: { zh: '全部', en: 'All' },
  kinds: { zh: '类别', en: 'Kind' },
  kind: { zh: '类别', en: 'Kind' },
  teacher: { zh: '教师', en: 'Teacher' },
  idNumber: { zh: '证件号码', en: 'ID number' },
  unit: { zh: '单位', en: 'Unit' },
  differs: { zh: '不同之处', en: 'What differs' },
  outside: { zh: '辖区外', en: 'outside the area' },
  none: { zh: '两个时点之间没有不同', en: 'Nothing differs between the two' },
  noneAbout: {
    zh: '在职教师及其登记信息都一样。',
    en: 'The same people are in service, with the same records.',
  },
  caption: { zh: '不同之处', en: 'Differences' },
  csv: { zh: '下载 CSV', en: 'Download CSV' },
  file: { zh: '名册比较-{unit}-{from}-{to}', en: 'roster-comparison-{unit}-{from}-{to}' },
});
