/** The cities of the province as tiles where a map has them; the table below holds the same numbers. */
import type { AreaProgress } from '../../../database/progress.ts';
import { doneOf } from '../../../schemas/progress.ts';
import { type Tile, TileGrid } from '../../charts/tile-grid.tsx';
import type { PageContext } from '../../page.ts';
import { boardAddress } from './address.ts';
import { cityPlaces, placeBelow } from './cities.ts';
import { percentOf, shareOf } from './figures.ts';
import { words } from './words.ts';

export const CityTiles = ({ areas, page }: { areas: readonly AreaProgress[]; page: PageContext }) => (
  <TileGrid
    id="tiles"
    title={page.say(words.tiles)}
    about={page.say(words.tilesAbout)}
    tiles={tilesOf(areas, page)}
  />
);

/** Every place of the map, and below it areas that the map doesn't know. */
function tilesOf(areas: readonly AreaProgress[], page: PageContext): Tile[] {
  const known = new Set(cityPlaces.map(({ code }) => code));
  const others = areas.filter(({ code }) => code === null || !known.has(code));
  return [
    ...cityPlaces.map(({ code, name, column, row }): Tile => {
      const area = areas.find((one) => one.code === code);
      const place = { key: code, column, row, name };
      return area === undefined ? { ...place, ...nothing('', name) } : { ...place, ...faceOf(area, page) };
    }),
    ...others.map((area, index) => ({
      ...{ key: area.id, name: area.name.slice(0, 3), ...placeBelow(index) },
      ...faceOf(area, page),
    })),
  ];
}

type Face = Pick<Tile, 'figure' | 'share' | 'about' | 'href'>;

const nothing = (figure: string, about: string): Face => ({ figure, share: null, about, href: null });

function faceOf(area: AreaProgress, page: PageContext): Face {
  if (area.units === 0) return nothing(page.say(words.noUnits), area.name);
  const share = percentOf(area);
  return {
    ...{ figure: share, share: shareOf(area), href: boardAddress(area.id) },
    about: page.say(words.tile, {
      ...{ name: area.name, units: page.number(area.units), done: page.number(doneOf(area)) },
    }),
  };
}
