/** Progress of a check: small files cost nothing, a new step is never left out, and none follows the verdict. */
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem } from '../../database/scope.ts';
import { uploadById } from '../../database/uploads.ts';
import { progressOf } from '../../workers/progress.ts';
import { type FreshDatabase, freshDatabase } from '../setup/database.ts';
import { csvOf, rowsAt, type SeededRegistry, seedRegistry, sendIn } from '../setup/registry.ts';

const log = pino({ level: 'silent' });
const hour_ms = 3_600_000;
let database: FreshDatabase;
let db: Database;
let registry: SeededRegistry;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  registry = await seedRegistry(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let sent = 0;
async function uploaded(): Promise<{ id: string; unit_path: string }> {
  sent += 1;
  const id = await sendIn(db, registry.school, csvOf(rowsAt(registry.school, sent, 1)));
  return { id, unit_path: registry.school.unit.path };
}
const shownOf = async (id: string) => (await asSystem(db, (tx) => uploadById(tx, id))).progress;

it('a new step that begins while another is being saved is shown after it', async () => {
  const upload = await uploaded();
  const progress = progressOf(db, upload, log, 0);
  progress.show({ step: 'reading', rows: 500 });
  progress.show({ step: 'checking', rows: 0 });
  progress.show({ step: 'comparing', rows: 900 });
  await progress.settled();
  expect(await shownOf(upload.id)).toEqual({ step: 'comparing', rows: 900 });
});

it('more rows of a step that was shown a moment ago are left out', async () => {
  const upload = await uploaded();
  const progress = progressOf(db, upload, log, 0);
  progress.show({ step: 'reading', rows: 500 });
  await progress.settled();
  progress.show({ step: 'reading', rows: 501 });
  await progress.settled();
  expect(await shownOf(upload.id)).toEqual({ step: 'reading', rows: 500 });
});

it('a check that is soon over shows nothing', async () => {
  const upload = await uploaded();
  const progress = progressOf(db, upload, log, hour_ms);
  progress.show({ step: 'comparing', rows: 30 });
  await progress.settled();
  expect(await shownOf(upload.id)).toBeNull();
});
