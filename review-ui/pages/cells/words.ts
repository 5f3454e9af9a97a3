/** Words of the page for mending. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '在线修改', en: 'Mend it here' },
  about: {
    zh: '改完一格就检查一次；改动只记在系统里，您上传的文件保持原样。',
    en: 'Each cell is checked as you leave it. The file you sent stays as it was; changes are kept beside it.',
  },
  back: { zh: '返回检查结果', en: 'Back to the result' },
  left: {
    zh: '还有 {errors} 处错误',
    en: '{errors} errors left',
  },
  noErrors: { zh: '没有错误了，可以提交', en: 'No errors left; it can be submitted' },
  goSubmit: { zh: '去提交', en: 'Go and submit' },
  mended: { zh: '已修改 {edits} 处', en: '{edits} mended' },
  undo: { zh: '撤销上一步', en: 'Take the last step back' },
  repairAll: { zh: '一键修复 {count} 处', en: 'Repair {count} at once' },
  repairHint: {
    zh: '只改有把握的：按证件号码、本校登记信息或在册信息得出的值；可以撤销。',
    en: 'Only what is certain: by the ID number, the school or the registry. It can be taken back.',
  },
  rowsOf: { zh: '要修改的行', en: 'Rows to mend' },
  show: { zh: '显示', en: 'Show' },
  rowHead: { zh: '行', en: 'Row' },
  rowOf: { zh: '第 {row} 行', en: 'Row {row}' },
  otherCells: { zh: '其他列', en: 'Other columns' },
  allCells: { zh: '全部列', en: 'All columns' },
  checkRow: { zh: '检查这一行', en: 'Check this row' },
  remove: { zh: '删除这一行', en: 'Take the row out' },
  removeOf: { zh: '删除这一行：第 {row} 行 {name}', en: 'Take the row out: {row}, {name}' },
  removed: { zh: '第 {row} 行已删除，可以撤销', en: 'Row {row} was taken out; it can be taken back' },
  clean: { zh: '这一行没有错误了', en: 'Nothing is wrong with this row now' },
  skipColumn: { zh: '不读取 {column} 列', en: 'Leave out column {column}' },
  ofFile: { zh: '整个文件的问题', en: 'About the file as a whole' },
  hidden: { zh: '重新填写会替换整个号码', en: 'What you type replaces the whole number' },
  use: { zh: '改为“{text}”', en: 'Use "{text}"' },
  useOf: { zh: '第 {row} 行改为“{text}”', en: 'Row {row}: use "{text}"' },
  find: { zh: '按行号、姓名等查找', en: 'Find by row, name…' },
  findButton: { zh: '查找', en: 'Find' },
  empty: { zh: '没有需要修改的行', en: 'No row needs mending' },
  emptyAbout: {
    zh: '要改其他内容，用上面的查找找到那一行。',
    en: 'To change anything else, find its row above.',
  },
  notFound: { zh: '没有找到含“{find}”的行', en: 'No row holds "{find}"' },
  notNow: {
    zh: '文件现在是“{state}”，不能修改。',
    en: 'The file is "{state}" now and can\'t be changed.',
  },
  keys: {
    zh: '回车到下一行的同一列，Shift+回车到上一行，Esc 恢复原值；改动离开单元格时检查。',
    en: 'Enter goes down the column, Shift+Enter up, Esc restores; a change is checked when you leave the cell.',
  },
  saidLeft: { zh: '第 {row} 行已检查，还有 {errors} 处错误', en: 'Row {row} checked; {errors} errors left' },
  saidNone: { zh: '第 {row} 行已检查，没有错误了', en: 'Row {row} checked; no errors left' },
});
