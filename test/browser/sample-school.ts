/** The school that the sample workbooks are made for, with somebody who can sign in. */
import { saveAccount } from '../../database/accounts.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem } from '../../database/scope.ts';
import { password } from '../review-ui/web.ts';
import { addSchool, type Place } from '../setup/registry.ts';
import type { Stage } from './stage.ts';

export const sampleSchool = ({ web }: Stage): Promise<Place> =>
  asSystem(web.db, async (tx) => {
    const place = await addSchool(tx, web.places.county, '历下区实验小学', '2137000101');
    await saveAccount(tx, {
      ...{ username: place.actor.username, password_hash: await hashPassword(password) },
      ...{ unit_id: place.unit.id, unit_path: place.unit.path },
    });
    return place;
  });
