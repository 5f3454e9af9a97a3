/** The synchroniser token as a hidden field; it stands first in a form, so that an upload is judged before its file. */
import type { PageContext } from './page.ts';

export const CsrfField = ({ page }: { page: PageContext }) => (
  <input type="hidden" name="csrf" value={page.csrf} />
);
