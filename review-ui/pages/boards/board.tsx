/** A board: figures, pictures with their tables, the slowest, and who owes its word; refreshed as files move. */
import { tierOfKind } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { AreaTable } from './area-table.tsx';
import type { BoardModel } from './board-model.ts';
import { CityTiles } from './city-tiles.tsx';
import { PacePicture } from './pace-picture.tsx';
import { RoundLine } from './round-line.tsx';
import { SlowestTable } from './slowest-table.tsx';
import { StateLine } from './state-line.tsx';
import { UndoneUnits } from './undone-units.tsx';
import { words } from './words.ts';

export const Board = ({ model, page }: { model: BoardModel; page: PageContext }) => {
  const { unit, areas, direct, total, pace, slowest } = model;
  const isProvince = tierOfKind[unit.kind] === 'province';
  return (
    <div class={`board board-of-${tierOfKind[unit.kind]}`}>
      <RoundLine running={model.running} page={page} />
      <StateLine unitId={unit.id} total={total} page={page} />
      <div class="pictures">
        {(isProvince || slowest.length > 0) && (
          <div>
            {isProvince && (
              <section aria-labelledby="tiles-heading">
                <h2 id="tiles-heading">{page.say(words.tiles)}</h2>
                <CityTiles areas={areas} page={page} />
              </section>
            )}
            {slowest.length > 0 && <SlowestTable areas={slowest} page={page} />}
          </div>
        )}
        {pace !== null && <PacePicture pace={pace} page={page} />}
      </div>
      {areas.length > 0 && <AreaTable model={model} page={page} />}
      {direct.units > 0 && <UndoneUnits model={model} page={page} />}
      <p class="board-about muted">
        {model.counted_at !== null && `${page.say(words.countedAt, { at: page.time(model.counted_at) })} `}
        {page.say(words.countsAbout, {
          ...{ percent: model.policy.more_than_percent, teachers: model.policy.more_than_teachers },
        })}
      </p>
    </div>
  );
};
