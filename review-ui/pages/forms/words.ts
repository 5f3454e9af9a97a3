/** Words of forms. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '将要办理的内容', en: 'What it will do' },
  ready: { zh: '检查通过，请核对后办理', en: 'The check found no errors; look it over, then carry it out' },
  hint: {
    zh: '共 {rows} 行。办理前不会改动登记库；如有不对，改好表格重新上传，这一份会自动作废。',
    en: '{rows} rows. Nothing changes before you carry it out; if something is wrong, mend the workbook and upload it again, and this one gives way.',
  },
  row: { zh: '行', en: 'Row' },
  subject: { zh: '对象', en: 'Whom or what' },
  does: { zh: '将要做什么', en: 'What will be done' },
  all: { zh: '查看全部 {rows} 行', en: 'See all {rows} rows' },
  doneTitle: { zh: '已办理', en: 'Carried out' },
  doneHint: {
    zh: '{time} 已按表办理；须由其他单位办理或决定的，已转给该单位。',
    en: 'Done as the sheet says, {time}; what another unit has to carry out or decide waits there now.',
  },
  seeResult: { zh: '查看办理结果', en: 'See what came of it' },
  asideTitle: { zh: '这份文件已作废，没有办理任何内容', en: 'Put aside; nothing of it was carried out' },
  asideHint: {
    zh: '您已放弃它，或有更新的文件。仍要用它时，请重新检查。',
    en: 'You put it aside, or a newer file took its place. To use it all the same, check it again.',
  },
  empty: { zh: '没有可以显示的行。', en: 'There are no rows to show.' },
});
