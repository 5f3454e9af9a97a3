/** The demo's campaign is under way at the first start: each tier finds something done, something late, and something to do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDemo } from '../../bin/demo.ts';
import { credentialsOf } from '../../database/callers.ts';
import { campaignAt } from '../../database/campaigns.ts';
import { connect, type Database } from '../../database/connect.ts';
import { talliesBelow, tallyOf } from '../../database/enrolment-list.ts';
import { expertCounts } from '../../database/experts.ts';
import { listExtensions } from '../../database/extension-list.ts';
import { openingFacts } from '../../database/opening-facts.ts';
import { asSystem, inScope, type Scoped } from '../../database/scope.ts';
import { countsBelow, submissionOf } from '../../database/submissions.ts';
import type { Actor } from '../../schemas/actor.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { openingIn } from '../../schemas/opening.ts';
import { freshDatabase } from '../setup/database.ts';

const secret = 'the secret of the demo test, long enough';
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  expect(await loadDemo({ url: database.appUrl, secret })).toBe(true);
  db = connect({ url: database.appUrl, secret });
}, 120_000);
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** What somebody finds in the demo's campaign, within their own scope. */
async function as<T>(
  username: string,
  look: (tx: Scoped, actor: Actor, campaign: Campaign) => Promise<T>,
): Promise<T> {
  const found = await asSystem(db, (tx) => credentialsOf(tx, username));
  const actor = found?.actor;
  if (actor === undefined) throw new Error(`nobody signs in as ${username}`);
  return await inScope(db, actor.unit_path, async (tx) => {
    const campaign = await campaignAt(tx, new Date());
    if (campaign === null) throw new Error('the demo has no campaign');
    return await look(tx, actor, campaign);
  });
}
const tally = (username: string) =>
  as(username, (tx, { unit_path }, campaign) => tallyOf(tx, campaign, unit_path));
const word = (username: string) =>
  as(username, async (tx, { unit_id }, { id: campaign_id }) => {
    const { state } = await submissionOf(tx, { campaign_id, step: 'enrolment', unit_id });
    return state;
  });

test('a second start finds people and loads nothing', async () => {
  expect(await loadDemo({ url: database.appUrl, secret })).toBe(false);
});

test('the school of the tour has everything before it, and may begin', async () => {
  expect(await tally('lixia-sy')).toEqual({ neither: 48, enrolled: 0, excused: 0, broken: 0 });
  expect(await word('lixia-sy')).toBe('open');
  const opening = await as('lixia-sy', async (tx, { unit_path }, { id }) =>
    openingIn(await openingFacts(tx, id, [unit_path]), unit_path, '小学'),
  );
  expect(opening).toEqual({ is_open: true });
});

test('other schools are half done, done, submitted or locked', async () => {
  expect(await tally('lixia-mq')).toEqual({ neither: 6, enrolled: 50, excused: 2, broken: 0 });
  expect(await word('lixia-yey')).toBe('submitted');
  expect(await word('gaoxin-yw')).toBe('locked');
});

test('a county sees schools in every state of their word', async () => {
  const counts = await as('lixia', (tx, { unit_id }, { id: campaign_id }) =>
    countsBelow(tx, { campaign_id, step: 'enrolment', unit_id }),
  );
  expect(counts).toEqual({ open: 7, submitted: 2, returned: 1, accepted: 3 });
});

test('a county sees which unit nobody has opened yet', async () => {
  const { units } = await as('shanghe', (tx, { unit_id }, campaign) =>
    talliesBelow(tx, campaign, unit_id, { limit: 50, offset: 0 }),
  );
  expect(units.filter(({ is_opened }) => !is_opened).map(({ name }) => name)).toEqual([
    '商河县殷巷镇杨庄教学点',
  ]);
});

test('a county has a late school asking for more days', async () => {
  const { extensions } = await as('shanghe', (tx, _, { id }) => listExtensions(tx, id, { limit: 10 }));
  expect(extensions.map(({ unit_name, state }) => [unit_name, state])).toEqual([
    ['商河县白桥镇中心小学', 'requested'],
    ['商河县怀仁镇初级中学', 'granted'],
  ]);
});

test('a city has a zone that waits for its word, counties still to open, and experts still to decide', async () => {
  expect(await word('gaoxin')).toBe('submitted');
  const { opened, experts } = await as('jinan', async (tx, _, { id }) => ({
    opened: (await tx.sql.selectFrom('openings').select('unit_id').distinct().execute()).length,
    experts: await expertCounts(tx, { campaign_id: id }),
  }));
  expect(opened).toBeGreaterThan(5);
  expect(experts).toEqual({ decided: 8, proposed: 4, declined: 1 });
});

test('a school that is in no list of logins has its head for an admin, who chooses a password first', async () => {
  const found = await asSystem(db, (tx) => credentialsOf(tx, '2137000104'));
  expect(found?.actor).toMatchObject({
    tier: 'school',
    unit_name: '历下区青禾双语小学',
    must_change_password: true,
  });
});
