/** What somebody does at a school, in one line: 专任教师 · 小学 · 语文. */
import type { TeacherRecord } from '../../../schemas/sheets/teacher.ts';
import type { PageContext } from '../../page.ts';
import { CellText } from '../../parts/cell-value.tsx';

export const Post = ({ record, page }: { record: TeacherRecord; page: PageContext }) => (
  <>
    <CellText field="post_type" value={record.post_type} page={page} /> ·{' '}
    <CellText field="stage" value={record.stage} page={page} />
    {record.subject !== null && (
      <>
        {' '}
        · <CellText field="subject" value={record.subject} page={page} />
      </>
    )}
  </>
);
