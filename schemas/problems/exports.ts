/** Problems of exports. */
import { text } from './text.ts';

export const exportProblems = {
  'export-needs-reason': text(
    422,
    '含完整号码的导出须说明用途（{least}–{most} 字），请在“导出”页选择“含完整号码”',
    'An export with whole numbers needs a reason ({least}–{most} characters); choose "With whole numbers" under "Exports", or POST /exports',
  ),
  'export-not-ready': text(409, '文件还没有生成', 'The file is not written yet'),
} as const;
