/** Words of the form that asks what columns are. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '这些列是什么？', en: 'What are these columns?' },
  about: {
    zh: '系统不认识下面的列名。请选择每一列是什么，不确定的先不选。只需确认一次：本单位以后的文件会照此读取，随时可以撤销。',
    en: 'These headers say nothing to us. Choose what each column is, and leave what you are not sure of. Once is enough: later files of your unit are read the same way, and you can take it back at any time.',
  },
  column: { zh: '列', en: 'Column' },
  header: { zh: '列名', en: 'Header' },
  examples: { zh: '前几行的内容', en: 'First values' },
  noExamples: { zh: '没有内容', en: 'Nothing' },
  meaning: { zh: '是什么', en: 'What it is' },
  meaningOf: { zh: '{columns} 列“{label}”是什么', en: 'What column {columns}, "{label}", is' },
  choose: { zh: '请选择', en: 'Choose' },
  required: { zh: '必填', en: 'Required' },
  others: { zh: '其他', en: 'Others' },
  notOurs: { zh: '不是我们需要的列', en: 'Not one of ours' },
  confirm: { zh: '确认并重新检查', en: 'Confirm and check again' },
  nothingToAsk: { zh: '没有认不出的列', en: 'There is no column that is not known' },
  noHeader: { zh: '表里没有能认出的表头', en: 'No header can be told in this file' },
  noHeaderAbout: {
    zh: '请下载本单位的模板，把内容粘贴进去后上传。',
    en: "Download your unit's template, paste the contents into it, and upload that.",
  },
  notNow: {
    zh: '文件现在是“{state}”，不能确认。',
    en: 'The file is "{state}" now, and nothing can be confirmed.',
  },
  remembered: { zh: '本单位确认过的对应关系', en: 'What your unit confirmed before' },
  rememberedAbout: {
    zh: '本单位的文件里出现这些列名时，照此读取。撤销后，这份文件会重新检查。',
    en: 'Files of your unit with these headers are read like this. When you take one back, this file is checked again.',
  },
  by: { zh: '确认人', en: 'Confirmed by' },
  at: { zh: '时间', en: 'When' },
  act: { zh: '操作', en: 'Action' },
  forget: { zh: '撤销', en: 'Take back' },
  forgetOf: { zh: '撤销“{label}”的对应关系', en: 'Take back what "{label}" is' },
  asked: {
    zh: '有 {count} 列认不出，没有读取。',
    en: '{count} columns were not known and not read.',
  },
  ask: { zh: '告诉我们这些列是什么', en: 'Say what these columns are' },
  used: {
    zh: '有 {count} 列按本单位确认过的对应关系处理。',
    en: '{count} columns were read or left out as your unit confirmed before.',
  },
  see: { zh: '查看或撤销', en: 'See or take back' },
});
