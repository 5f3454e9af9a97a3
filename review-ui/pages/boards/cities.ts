/** Where the cities of the province stand among each other, by division code: the tiles of the board. */

/** Rows from north to south, columns from west to east; null is no city. */
const grid: readonly (readonly (readonly [string, string] | null)[])[] = [
  [
    null,
    ['371400', '德州'],
    ['371600', '滨州'],
    ['370500', '东营'],
    null,
    ['370600', '烟台'],
    ['371000', '威海'],
  ],
  [
    ['371500', '聊城'],
    ['370100', '济南'],
    ['370300', '淄博'],
    ['370700', '潍坊'],
    null,
    ['370200', '青岛'],
    null,
  ],
  [['371700', '菏泽'], ['370900', '泰安'], null, ['371300', '临沂'], ['371100', '日照']],
  [
    ['370800', '济宁'],
    ['370400', '枣庄'],
  ],
];

export interface CityPlace {
  readonly code: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

export const cityPlaces: readonly CityPlace[] = grid.flatMap((cities, row) =>
  cities.flatMap((city, column) => (city === null ? [] : [{ code: city[0], name: city[1], column, row }])),
);

const columns = Math.max(...cityPlaces.map(({ column }) => column)) + 1;
/** The first row below the map. */
const below = grid.length;

/** Place of the `index`-th area that the map doesn't know. */
export const placeBelow = (index: number): Pick<CityPlace, 'column' | 'row'> => ({
  column: index % columns,
  row: below + Math.floor(index / columns),
});
