/** Words of the offline checker that no other page has. */
import { catalogue } from '../../../words.ts';

export const words = catalogue({
  title: { zh: '离线检查', en: 'Offline check' },
  promise: {
    zh: '文件只在您的电脑上检查，不会上传。',
    en: 'Files are checked on your computer only; nothing is uploaded.',
  },
  scope: {
    zh: '规则与上传后的检查相同；与登记库的比对（重复人员、人员变动）在上传后进行。',
    en: 'The rules are those of an upload; the comparison with the registry follows after uploading.',
  },
  keep: { zh: '下载本页，断网也能用', en: 'Keep this page; it works without a network' },
  choose: { zh: '选择文件检查', en: 'Choose files' },
  drop: {
    zh: '把表格拖到这里，或点击选择；可以一次选多个',
    en: 'Drop workbooks here, or choose them; several at once are fine',
  },
  waiting: { zh: '等待检查', en: 'Waiting' },
  running: { zh: '正在检查，已读 {rows} 行', en: 'Checking; {rows} rows read' },
  refused: { zh: '无法读取：{reason}', en: 'Not read: {reason}' },
  failed: {
    zh: '检查没有完成：浏览器内存不足，或本页出了错。请关闭其他网页后重试，或直接上传。',
    en: 'The check did not finish: the browser ran out of memory, or this page is at fault. Close other pages and try again, or upload the file.',
  },
  clean: { zh: '检查通过，没有错误，可以上传', en: 'No errors; it can be uploaded' },
  needsFix: { zh: '有 {count} 处必须修改', en: '{count} things must be mended' },
  needsFixHint: {
    zh: '在表格里改好、保存后，再把文件拖到这里检查。',
    en: 'Mend them in the workbook, save it, and check it here again.',
  },
  rows: { zh: '数据行', en: 'Rows' },
  errors: { zh: '错误', en: 'Errors' },
  warnings: { zh: '提醒', en: 'Warnings' },
  notes: { zh: '说明', en: 'Notes' },
  more: { zh: '再显示 {count} 条（还有 {left} 条）', en: 'Show {count} more ({left} left)' },
  oneCause: { zh: '只看“{cause}”', en: 'Only "{cause}"' },
  print: { zh: '打印', en: 'Print' },
  remove: { zh: '移除', en: 'Remove' },
});
