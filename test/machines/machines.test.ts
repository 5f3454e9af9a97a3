/**
 * An installation on seven hosts whose cables are pulled and whose power goes: every receipt comes to its end, nothing is done
 * twice, and what was cut off comes back by itself. Longer, at random: TEST_MACHINES_ROUNDS=20 TEST_MACHINES_SEED=7; with
 * TEST_MACHINES_KEEP=1 what each host printed stays.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../bin/commands/doctor.ts';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { randomFrom } from '../../samples/random.ts';
import { Browser, givePasswords, type Web } from '../review-ui/web.ts';
import { eventually } from '../setup/eventually.ts';
import { uploadNow } from '../setup/working.ts';
import type { Host } from './host.ts';
import { whyNoNetwork } from './network.ts';
import { addressOf, openProvince, type Province } from './province.ts';
import { Senders } from './senders.ts';

const rounds = Number(process.env.TEST_MACHINES_ROUNDS ?? 0);
const seed = Number(process.env.TEST_MACHINES_SEED ?? 1);
const reason = whyNoNetwork();
if (reason !== null) console.log(`[machines] left out: ${reason}`);

/** A machine that is at its limits gets this long for what takes seconds. */
const atLast_ms = 120_000;
const longCut_ms = 13_000;
const shortCut_ms = 6_000;
const ends = ['ready', 'superseded'];

describe.skipIf(reason !== null)('an installation on several hosts', () => {
  let province: Province;
  let senders: Senders;
  beforeAll(async () => {
    province = await openProvince();
    senders = new Senders(province);
  }, 180_000);
  afterAll(async () => {
    await senders?.stop();
    await province?.stop();
  }, 180_000);

  const ended = (id: string) =>
    eventually(
      // The tester's own connection may be the one that is cut.
      () => uploadNow(province.db, id).catch(() => null),
      (upload) => upload !== null && ends.includes(upload.state),
      atLast_ms,
    );
  const allEnded = async (): Promise<void> => {
    for (const id of [...senders.sent.keys()]) await ended(id);
  };
  const tell = (what: string, began: number): void =>
    console.log(`[machines] ${what}: ${((Date.now() - began) / 1000).toFixed(1)} s`);

  /** Both webs take a file, and it has its verdict. */
  const serves = async (what: string, began = Date.now()): Promise<void> => {
    const ids = await Promise.all(province.webs.map((web) => senders.send(web)));
    for (const id of ids) await ended(id);
    tell(`${what}: both webs took a file and it had its verdict after`, began);
  };
  const checkedBy = (worker: Host): number => worker.output.split('"checked"').length;

  it('lets a visit begun at one web go on at the other, which tells what happens at the first', async () => {
    const { db, registry, webs, tokenOf } = province;
    await givePasswords(db, [registry.school]);
    const browser = new Browser({ url: addressOf(webs[0]) } as Web);
    const signIn = await browser.post('/sign-in', {
      ...{ username: registry.school.actor.username, password: 'Correct-horse-7' },
    });
    expect(signIn.status).toBe(303);
    const there = await fetch(`${addressOf(webs[1])}/uploads`, {
      ...{ redirect: 'manual', headers: { cookie: browser.cookie, accept: 'text/html' } },
    });
    expect(there.status).toBe(200);

    const stop = new AbortController();
    const stream = await fetch(`${addressOf(webs[1])}/events`, {
      headers: { authorization: `Bearer ${tokenOf(registry.county)}`, accept: 'text/event-stream' },
      signal: stop.signal,
    });
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body ?? []) heard += new TextDecoder().decode(chunk);
    })().catch(() => undefined);
    const id = await senders.send(webs[0]);
    await eventually(
      () => heard,
      (text) => text.includes(`"upload_id":"${id}","state":"ready"`),
      atLast_ms,
    );
    stop.abort();
    await listening;
  }, 180_000);

  it('goes on without a web, and a worker that is cut off in the middle of a write, and takes them back', async () => {
    senders.start();
    const [first, second] = province.webs;
    const worker = await cutInMidWrite(province);
    second.cut();
    const began = Date.now();
    for (const id of [...senders.sent.keys(), await senders.send(first)]) await ended(id);
    tell('a web and a worker in mid-write cut off: every file had its verdict without them after', began);
    // Longer than either side waits before it gives a connection up.
    await wait(Math.max(0, longCut_ms - (Date.now() - began)));
    const checked = checkedBy(worker);
    const joined = Date.now();
    second.join();
    worker.join();
    await eventually(
      () => checkedBy(worker),
      (count) => count > checked,
      atLast_ms,
    );
    tell('the worker that was cut off: worked again after', joined);
    await serves('a web that was cut off', joined);
  }, 300_000);

  it('gives receipts without the queue, and works them off when it is back', async () => {
    province.redis.cut();
    const [first, second] = province.webs;
    const ids = [await senders.send(first), await senders.send(second)];
    await wait(shortCut_ms);
    const joined = Date.now();
    province.redis.join();
    for (const id of ids) await ended(id);
    tell('Redis that was cut off: its files had their verdicts after', joined);
    await serves('Redis that was cut off', joined);
  }, 300_000);

  it('outlives a database that is out of reach', async () => {
    province.postgres.cut();
    await wait(longCut_ms);
    const joined = Date.now();
    province.postgres.join();
    await serves('PostgreSQL that was cut off', joined);
  }, 300_000);

  it('outlives the power cut of a web, a worker, the queue and the database at once', async () => {
    const { webs, workers, redis, postgres } = province;
    const gone = [webs[0], workers[1], redis, postgres];
    await Promise.all(gone.map((host) => host.kill()));
    const began = Date.now();
    await Promise.all(gone.map((host) => host.beginAgain()));
    await serves('four of seven hosts without power', began);
  }, 300_000);

  it.skipIf(rounds === 0)(
    'outlives whatever happens to several of them, at random',
    async () => {
      const random = randomFrom(seed);
      for (let round = 1; round <= rounds; round += 1) {
        const struck = new Set(Array.from({ length: random.whole(1, 3) }, () => random.pick(province.all)));
        const deeds = [...struck].map((host) => ({ host, kills: random.chance(0.5) }));
        const seconds = random.whole(1, 45);
        for (const { host, kills } of deeds) await (kills ? host.kill() : host.cut());
        await wait(seconds * 1000);
        const began = Date.now();
        await Promise.all(deeds.map(({ host, kills }) => (kills ? host.beginAgain() : host.join())));
        const names = deeds.map(({ host, kills }) => `${host.name} ${kills ? 'without power' : 'cut off'}`);
        await serves(`round ${round} of seed ${seed}, ${names.join(', ')} for ${seconds} s`, began);
      }
    },
    rounds * 300_000,
  );

  it('has brought every receipt to its end, did nothing twice, and breaks no law', async () => {
    await senders.stop();
    await allEnded();
    for (const id of senders.sent.keys()) {
      const events = await asSystem(province.db, (tx) => eventsOf(tx, 'upload', id));
      const actions = events.map(({ action }) => action);
      expect(actions.filter((action) => action === 'receive')).toHaveLength(1);
      expect(actions.filter((action) => action === 'find-clean').length).toBeLessThanOrEqual(1);
    }
    for await (const diagnosis of examine(province.db)) expect(diagnosis).toMatchObject({ found: 0 });
    console.log(`[machines] ${senders.sent.size} files`);
  }, 300_000);
});

/** Holds the writing of verdicts up until a worker waits for it, and cuts that worker off; the others may then go on. */
async function cutInMidWrite(province: Province): Promise<Host> {
  const gate = new pg.Client({ connectionString: province.ownerUrl });
  await gate.connect();
  try {
    await gate.query('begin; lock table upload_rows in share row exclusive mode');
    const addresses = await eventually(
      async () => {
        const { rows } = await gate.query<{ address: string }>(
          `select host(client_addr) as address from pg_stat_activity join pg_locks using (pid)
            where relation = 'upload_rows'::regclass and not granted`,
        );
        return rows.map(({ address }) => address);
      },
      (found) => found.length > 0,
      atLast_ms,
    );
    const worker = province.workers.find(({ address }) => addresses.includes(address));
    if (worker === undefined) throw new Error(`nobody works at ${addresses.join(', ')}`);
    worker.cut();
    await gate.query('commit');
    return worker;
  } finally {
    await gate.end();
  }
}
