/** What transfers need beside the small registry: another city, a functional zone, and schools right below their city. */
import type { Database } from '../../database/connect.ts';
import { asSystem } from '../../database/scope.ts';
import { addPlace, addSchool, type Place, type SeededRegistry } from './registry.ts';

export interface WiderRegistry extends SeededRegistry {
  readonly otherCity: Place;
  /** A county of the other city, and its school. */
  readonly farCounty: Place;
  readonly far: Place;
  /** A functional zone of the first city, and two schools of it. */
  readonly zone: Place;
  readonly zoneSchool: Place;
  readonly zoneNeighbour: Place;
  /** A school right below the first city. */
  readonly cityDirect: Place;
}

export const widen = (db: Database, places: SeededRegistry): Promise<WiderRegistry> =>
  asSystem(db, async (tx) => {
    const add = (
      above: Place,
      kind: Parameters<typeof addPlace>[1]['kind'],
      name: string,
      code: string | null,
    ) => addPlace(tx, { parent_id: above.unit.id, kind, name, code });
    const otherCity = await add(places.province, 'city', '丙市', '379800');
    const farCounty = await add(otherCity, 'county', '丙县', '379801');
    const far = await addSchool(tx, farCounty, '丙县实验小学', '2137000011');
    const zone = await add(places.city, 'functional_zone', '甲市高新区', null);
    const zoneSchool = await addSchool(tx, zone, '高新区第一小学', '2137000012');
    const zoneNeighbour = await addSchool(tx, zone, '高新区第二小学', '2137000013');
    const cityDirect = await addSchool(tx, places.city, '甲市直属小学', '2137000014');
    return { ...places, otherCity, farCounty, far, zone, zoneSchool, zoneNeighbour, cityDirect };
  });
