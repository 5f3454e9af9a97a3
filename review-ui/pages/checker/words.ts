/** Words that lead to the offline checker. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  link: {
    zh: '先在本机检查表格（离线，不上传）',
    en: 'Check a workbook on this computer first (offline, nothing is uploaded)',
  },
});
