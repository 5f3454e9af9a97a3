/** Words about teachers whom a file doesn't hold: the question, the answers, and what is left to say. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '未出现的教师', en: 'Teachers not in this file' },
  about: {
    zh: '这些教师在册，但这份文件里没有。请逐一答复：离职、退休交给审核单位逐条决定，调往本省学校的提交后作为调动办理，仍在本校的保持不变。没有人会被自动删除。',
    en: 'These teachers are in the registry, but not in this file. Say what became of each: who left or retired is for the reviewer to decide one by one, a move to a school of the province becomes a transfer, who is still here stays as they are. Nobody is removed by itself.',
  },
  none: { zh: '登记库里的在职教师都在文件中', en: 'Every teacher in service is in the file' },
  left: { zh: '还有 {count} 位未答复', en: '{count} still without an answer' },
  noneLeft: { zh: '已全部答复', en: 'All are answered for' },
  noneLeftHint: {
    zh: '可以回到上传结果，提交审核。提交前仍可更改答复。',
    en: 'Go back to the upload and submit it. Answers may be changed until then.',
  },
  backToUpload: { zh: '返回上传结果', en: 'Back to the upload' },
  since: { zh: '{date} 起在册', en: 'in the registry since {date}' },
  answerOf: { zh: '“{name}”的去向', en: 'What became of {name}' },
  destination: { zh: '调往', en: 'Where to' },
  destinationHint: {
    zh: '学校标识码或全称；省外学校写名称',
    en: 'School code or full name; just the name outside the province',
  },
  answered: { zh: '已答复', en: 'Answered' },
  answeredBy: { zh: '{by}，{time}', en: '{by}, {time}' },
  save: { zh: '保存答复', en: 'Save the answers' },
  saveAbout: { zh: '没有选择的，保存后仍待答复。', en: 'Whoever has no answer yet can wait.' },
  restKept: { zh: '其余 {count} 位仍在本校…', en: 'The other {count} are still here…' },
  restTitle: { zh: '其余教师都仍在本校？', en: 'Are all the others still here?' },
  restAbout: {
    zh: '将把还没有答复的 {count} 位都记为“仍在本校（漏填）”，登记库不变；页面上已经选好的按所选答复保存。请确认其中没有离职、退休或调出的。',
    en: 'All {count} without an answer will be noted as still here, and the registry stays as it is; what you have chosen on the page is kept as chosen. Make sure that none of them left, retired or moved.',
  },
  restConfirm: { zh: '确认这 {count} 位仍在本校', en: 'Yes, these {count} are still here' },
  cancel: { zh: '返回逐一答复', en: 'Answer one by one instead' },
  noAnswer: { zh: '未答复', en: 'No answer yet' },
  caption: { zh: '未出现的教师和学校的答复', en: 'Missing teachers and what the school said of them' },
  person: { zh: '教师', en: 'Teacher' },
  teaches: { zh: '学段学科', en: 'Teaches' },
  answer: { zh: '答复', en: 'Answer' },
  by: { zh: '答复人', en: 'Said by' },
  notNow: {
    zh: '文件现在是“{state}”，不能再更改答复。',
    en: 'The file is "{state}" now, and answers can not be changed.',
  },
  sectionAsks: {
    zh: '在册但文件里没有的有 {absent} 位，还有 {count} 位未答复。提交前需要逐一答复。',
    en: '{absent} teachers in the registry are not in the file, and {count} have no answer yet. Each needs one before the file is submitted.',
  },
  sectionDone: {
    zh: '在册但文件里没有的有 {absent} 位，已全部答复：{answers}。',
    en: '{absent} teachers in the registry are not in the file; all are answered for: {answers}.',
  },
  sectionOpen: {
    zh: '在册但文件里没有的有 {absent} 位，{count} 位没有答复。',
    en: '{absent} teachers in the registry are not in the file; {count} have no answer.',
  },
  answerThem: { zh: '逐一答复', en: 'Answer for each' },
  seeThem: { zh: '查看答复', en: 'See the answers' },
  tallied: { zh: '{answer} {count}', en: '{answer} {count}' },
  askFirst: {
    zh: '检查通过；提交前请答复 {count} 位未出现的教师',
    en: 'The check found no errors; say first what became of {count} missing teachers',
  },
  askFirstHint: {
    zh: '他们在册，但文件里没有：离职、退休、调出，还是漏填？答复后即可提交，由 {unit} 审核。',
    en: 'They are in the registry, but not in the file: left, retired, moved, or left out? Once you have said, submit it; {unit} reviews it next.',
  },
  answerCount: { zh: '答复 {count} 位教师', en: 'Answer for {count} teachers' },
});
