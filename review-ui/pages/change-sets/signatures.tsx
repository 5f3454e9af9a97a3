/** The foot of a printed review: what it is a print of, by a digest of its content, and who signs it. */
import type { PageContext } from '../../page.ts';
import type { SetModel } from './set-model.ts';
import { words } from './words.ts';

interface Props {
  readonly model: Pick<SetModel, 'upload' | 'digest'>;
  readonly page: PageContext;
}

export const Signatures = ({ model: { upload, digest }, page }: Props) => (
  <footer class="signatures">
    <p>
      {page.say(words.receipt)} {upload.receipt} · {upload.unit_name} · {page.say(words.printed)}{' '}
      {page.time(page.now)}
    </p>
    {digest !== null && (
      <p>
        {page.say(words.digest)} <span class="mono">{digest}</span>
      </p>
    )}
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
