/** Separation of duties: who sent a file can't approve it, where somebody else can. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveAccount } from '../../database/accounts.ts';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem, inScope } from '../../database/scope.ts';
import { lockUpload, permit } from '../../database/transition.ts';
import { receiveUpload } from '../../database/uploads.ts';
import type { Actor } from '../../schemas/actor.ts';
import type { DutyPolicy } from '../../schemas/duties.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry } from '../setup/registry.ts';

let database: FreshDatabase;
let db: Database;
let places: SeededRegistry;
let uploadId: string;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  places = await seedRegistry(db);
  const { county, school } = places;
  // As a bundle does: the county sends it for its school.
  const bytes = csvOf(rowsAt(school, 1, 2));
  const sent = { unit: school.unit, template: 'teacher', file_name: '甲.csv', bytes } as const;
  uploadId = await inScope(db, county.unit.path, async (tx) => {
    const { upload } = await receiveUpload(tx, county.actor, sent);
    return upload.id;
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const approvable = (actor: Actor, duties: DutyPolicy): Promise<string> =>
  inScope({ ...db, duties }, actor.unit_path, async (tx) => {
    const upload = await lockUpload(tx, uploadId);
    try {
      permit({ ...upload, state: 'submitted' }, 'approve', actor);
      return 'yes';
    } catch (error) {
      return (error as { code: string }).code;
    }
  });

it('the only admin of a county approves what it sent for a school, unless duties are always separated', async () => {
  expect(await approvable(places.county.actor, 'possible')).toBe('yes');
  expect(await approvable(places.county.actor, 'always')).toBe('own-work');
  expect(await approvable(places.county.actor, 'never')).toBe('yes');
});

it('where the county has another admin in use, that one does', async () => {
  const { unit, actor } = places.county;
  const colleague = {
    username: 'colleague',
    password_hash: 'unused',
    unit_id: unit.id,
    unit_path: unit.path,
  };
  const account_id = await asSystem(db, (tx) => saveAccount(tx, colleague));
  expect(await approvable(actor, 'possible')).toBe('own-work');
  expect(await approvable({ ...actor, account_id, username: 'colleague' }, 'possible')).toBe('yes');
  expect(await approvable(actor, 'never')).toBe('yes');
});
