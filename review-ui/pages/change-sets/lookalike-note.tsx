/** Says beside an addition that the person is probably registered already, and leads to the two side by side. */
import type { ShownChange } from '../../../database/change-sets.ts';
import { type Alike, alikeReasons } from '../../../schemas/lookalike.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';
import { lookalikesId } from './set-address.ts';
import { words } from './words.ts';

interface Props {
  readonly setId: string;
  readonly change: ShownChange;
  readonly page: PageContext;
}

export const LookalikeNote = ({ setId, change, page }: Props) => {
  const [likeliest] = change.alike ?? [];
  return likeliest === undefined ? null : (
    <div class="also-claimed">
      <p>
        <Icon name="warning" />
        <span>{page.say(words.probablyKnown, { unit: likeliest.unit_name })}</span>
      </p>
      <p class="small">
        {reasonsOf(likeliest, page)}{' '}
        <a href={`/change-sets/${setId}/changes/${change.id}#${lookalikesId}`}>
          {page.say(words.sideBySide)}
        </a>
      </p>
    </div>
  );
};

/** Why the two are alike, in a sentence. */
export const reasonsOf = ({ reasons }: Alike, page: PageContext): string =>
  page.say(words.alikeIn, {
    reasons: reasons
      .map((reason) => page.say(alikeReasons[reason].words))
      .join(page.language === 'zh' ? '、' : ', '),
  });
