/** The foot of a printed review: what it is a print of, and who signs it. */
import type { ShownUpload } from '../../../database/uploads.ts';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

export const Signatures = ({ upload, page }: { upload: ShownUpload; page: PageContext }) => (
  <footer class="signatures">
    <p>
      {page.say(words.receipt)} {upload.receipt} · {upload.unit_name} · {page.say(words.printed)}{' '}
      {page.time(page.now)}
    </p>
    <dl>
      {[words.signReviewer, words.signUnit, words.signDate].map((label) => (
        <div key={label.zh}>
          <dt>{page.say(label)}</dt>
          <dd />
        </div>
      ))}
    </dl>
  </footer>
);
