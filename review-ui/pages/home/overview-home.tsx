/** The first page of a city or the province: how far each area has come, and the roster at hand. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Areas } from './areas.tsx';
import type { OverviewModel } from './models.ts';
import { Queue } from './queue.tsx';
import { StateFigures } from './state-figures.tsx';
import { words } from './words.ts';

export const OverviewHome = ({ queue, states, areas }: OverviewModel, page: PageContext) => {
  const unit = page.actor?.unit_name ?? '';
  return (
    <>
      <PageHead
        title={unit}
        about={page.say(words.exportHint, { unit })}
        actions={
          <>
            <LinkButton kind="primary" icon="download" href="/exports/roster.xlsx" download>
              {page.say(words.export)}
            </LinkButton>
            <LinkButton icon="file" href="/exports">
              {page.say(words.moreExports)}
            </LinkButton>
          </>
        }
      />
      {/* City-direct schools have no county: their files wait here. */}
      {queue.total > 0 && <Queue {...queue} empty="" page={page} />}
      <Areas areas={areas} page={page} />
      <StateFigures states={states} page={page} />
    </>
  );
};
