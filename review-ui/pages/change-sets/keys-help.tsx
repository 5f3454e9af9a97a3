/** The keys of the review, and the switch that turns them off for those whose software types for them. */
import type { PageContext } from '../../page.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { keyWords, words } from './words.ts';

export const KeysHelp = ({ page }: { page: PageContext }) => (
  <Dialog page={page} id="keys-dialog" title={page.say(words.keys)}>
    <p class="muted">{page.say(words.keysAbout)}</p>
    <dl class="keys">
      {keyWords.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{page.say(meaning)}</dd>
        </div>
      ))}
    </dl>
    <label class="check-line">
      <input type="checkbox" data-single-keys checked />
      {page.say(words.keysOn)}
    </label>
  </Dialog>
);
