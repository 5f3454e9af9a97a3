/** How many files stand in each state within scope; each number opens its files. */
import { type UploadState, uploadLifecycle, uploadStates } from '../../../schemas/upload-lifecycle.ts';
import type { PageContext } from '../../page.ts';
import { Figures } from '../../parts/figures.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { words } from './words.ts';

interface Props {
  readonly states: Partial<Record<UploadState, number>>;
  readonly page: PageContext;
}

export const StateFigures = ({ states, page }: Props) => {
  // What a newer file replaced is nobody's work any more.
  const present = uploadStates.filter((state) => state !== 'superseded' && (states[state] ?? 0) > 0);
  return present.length === 0 ? null : (
    <section aria-labelledby="states-title">
      <h2 id="states-title">{page.say(words.states)}</h2>
      <Figures
        page={page}
        figures={present.map((state) => ({
          label: page.say(uploadLifecycle.states[state]),
          value: states[state] ?? 0,
          href: addressOf('/uploads', { state }),
        }))}
      />
    </section>
  );
};
