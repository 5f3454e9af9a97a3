/** The audit trail: whatever is done to it without the key is found and named, and whoever appends waits for nobody. */
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allAnchors, anchorLine, anchorsIn } from '../../database/audit-anchors.ts';
import { sealEvents } from '../../database/audit-seals.ts';
import { verifyAudit } from '../../database/audit-verification.ts';
import { connect, type Database } from '../../database/connect.ts';
import { appendEvent } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import { addUnit } from '../../database/units.ts';
import type { AuditFinding } from '../../schemas/audit-report.ts';
import { freshDatabase } from '../setup/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let owner: pg.Client;
const units: { id: string; path: string }[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.appUrl, secret: database.secret });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await asSystem(db, async (tx) => {
    const province = await addUnit(tx, { parent_id: null, kind: 'province', name: '山东省', code: null });
    for (const name of ['甲县', '乙县', '丙县'])
      units.push(await addUnit(tx, { parent_id: province.id, kind: 'county', name, code: null }));
  });
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await database.drop();
});

/** What somebody does who has all rights over the database: the triggers are out of his way, the key is not in his hands. */
async function tamper(...statements: string[]): Promise<void> {
  await owner.query('begin; set local session_replication_role = replica');
  for (const statement of statements) await owner.query(statement);
  await owner.query('commit');
}

beforeEach(() =>
  tamper('truncate events, audit_pending, audit_seals, audit_heads, audit_anchors restart identity cascade'),
);

const append = (unit: number, count = 1) =>
  asSystem(db, async (tx) => {
    const place = units[unit] as { id: string; path: string };
    for (let n = 0; n < count; n += 1) {
      await appendEvent(tx, {
        ...{ account_id: null, unit_id: place.id, unit_path: place.path },
        ...{ subject: 'upload', subject_id: String(n), action: 'submit', detail: { n } },
      });
    }
  });
const sealAll = async (): Promise<void> => {
  while ((await sealEvents(db)).is_more);
};
const faults = async () => (await verifyAudit(db)).findings;
const named = ({ fault, unit_id, sequence }: AuditFinding) => ({ fault, unit_id, sequence });

describe('a trail that nobody touched', () => {
  it('is whole, each event sealed once, and younger ones are told as waiting', async () => {
    await append(0, 3);
    await append(1, 2);
    await sealAll();
    await append(1);
    expect(await verifyAudit(db)).toEqual({
      ...{ sealed: 5, units: 2, anchors: 1, waiting: 1, found: 0, findings: [] },
    });
  });

  it('is whole in batches too, and when a unit moved meanwhile', async () => {
    await append(0, 7);
    expect(await sealEvents(db, 3)).toMatchObject({ events: 3, is_more: true, anchor: null });
    await sealAll();
    const { id, path } = units[0] as { id: string; path: string };
    await owner.query('update units set path = $1 where id = $2', [`${units[1]?.path}${id}/`, id]);
    expect((await owner.query('select distinct unit_path from events')).rows).toEqual([
      { unit_path: `${units[1]?.path}${id}/` },
    ]);
    await append(1);
    await sealAll();
    expect(await faults()).toEqual([]);
    await owner.query('update units set path = $1 where id = $2', [path, id]);
  });

  it('is whole after many appended to one unit at once, some in vain and some for long', async () => {
    let sealing = true;
    const sealer = (async () => {
      while (sealing) await sealEvents(db, 20);
    })();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        asSystem(db, async (tx) => {
          const place = units[0] as { id: string; path: string };
          const event = { account_id: null, unit_id: place.id, unit_path: place.path };
          await appendEvent(tx, { ...event, subject: 'upload', subject_id: String(n), action: 'submit' });
          await sql`select pg_sleep(${(n % 5) / 20})`.execute(tx.sql);
          await appendEvent(tx, { ...event, subject: 'upload', subject_id: String(n), action: 'approve' });
          if (n % 4 === 0) throw new Error('in vain');
        }).catch(() => undefined),
      ),
    );
    sealing = false;
    await sealer;
    await sealAll();
    const { rows } = await owner.query(
      'select count(*)::int as count, max(sequence)::int as last, max(number)::int as number from audit_seals',
    );
    expect(rows).toEqual([{ count: 60, last: 60, number: 60 }]);
    expect((await verifyAudit(db)).found).toBe(0);
  });
});

/** One thing done to the sealed event at a place, and what must be said of it. */
const attacks: Readonly<Record<string, { does: (number: number) => string[]; is: AuditFinding['fault'] }>> = {
  'an action edited': {
    does: (n) => [`update events set action = 'withdraw' where id = ${n}`],
    is: 'edited',
  },
  'a time edited': {
    does: (n) => [`update events set at = at - interval '1 day' where id = ${n}`],
    is: 'edited',
  },
  'a person put in': { does: (n) => [`update events set account_id = 1 where id = ${n}`], is: 'edited' },
  'a detail edited': {
    does: (n) => [`update events set detail = '{"n": 99}' where id = ${n}`],
    is: 'edited',
  },
  'an event deleted': { does: (n) => [`delete from events where id = ${n}`], is: 'event-missing' },
  'an event deleted with its seal': {
    does: (n) => [`delete from events where id = ${n}`, `delete from audit_seals where number = ${n}`],
    is: 'link-missing',
  },
};

describe('one thing done to a random trail', () => {
  const trail = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 });

  it.each(Object.entries(attacks))('%s is found and named', async (_, { does, is }) => {
    await fc.assert(
      fc.asyncProperty(trail, fc.nat(), async (places, pick) => {
        await tamper(
          'truncate events, audit_pending, audit_seals, audit_heads, audit_anchors restart identity cascade',
        );
        for (const place of places) await append(place);
        await sealAll();
        const number = (pick % places.length) + 1;
        const unit = places[number - 1] as number;
        const sequence = places.slice(0, number).filter((place) => place === unit).length;
        await tamper(...does(number));
        expect((await faults()).map(named)).toContainEqual({ fault: is, unit_id: units[unit]?.id, sequence });
      }),
      { numRuns: 8 },
    );
  });

  it('two events exchanged are named as moved, both of them', async () => {
    await fc.assert(
      fc.asyncProperty(trail, fc.nat(), fc.nat(), async (places, one, other) => {
        await tamper(
          'truncate events, audit_pending, audit_seals, audit_heads, audit_anchors restart identity cascade',
        );
        for (const place of [0, ...places]) await append(place);
        await sealAll();
        const first = (one % (places.length + 1)) + 1;
        const second = (other % (places.length + 1)) + 1;
        fc.pre(first !== second);
        await tamper(
          `alter table audit_seals drop constraint audit_seals_event_id_key`,
          `update audit_seals set event_id = ${first} + ${second} - event_id where event_id in (${first}, ${second})`,
          'alter table audit_seals add constraint audit_seals_event_id_key unique (event_id)',
        );
        const moved = (await faults()).filter(({ fault }) => fault === 'moved');
        expect(moved.map(({ number }) => number)).toEqual([first, second].sort((a, b) => a - b));
      }),
      { numRuns: 8 },
    );
  });

  it('an event slipped in past the trigger is found', async () => {
    await append(0, 2);
    await sealAll();
    const { id, path } = units[0] as { id: string; path: string };
    await tamper(
      `insert into events (unit_id, unit_path, subject, action) values (${id}, '${path}', 'upload', 'x')`,
    );
    expect(await faults()).toMatchObject([{ fault: 'inserted', unit_id: id, event_id: '3' }]);
  });

  it('events taken away before their seal are named, however many, and the others are sealed all the same', async () => {
    await append(0, 5);
    await tamper('delete from events where id <= 3');
    expect(await sealEvents(db, 2)).toMatchObject({ events: 2 });
    expect((await faults()).length).toBe(3);
  });

  it('an event written later with an old time is found', async () => {
    await append(0, 2);
    const { id, path } = units[0] as { id: string; path: string };
    await owner.query(
      `insert into events (unit_id, unit_path, subject, action, at) values (${id}, '${path}', 'upload', 'x', now() - interval '2 days')`,
    );
    await sealAll();
    expect((await faults()).map(named)).toEqual([{ fault: 'backdated', unit_id: id, sequence: 3 }]);
  });

  it('a link forged without the key does not hold', async () => {
    await append(0, 2);
    const forger = connect({
      url: database.ownerUrl,
      secret: 'another secret, just as long as the right one',
    });
    await sealEvents(forger);
    await forger.close();
    expect((await faults()).map(({ fault }) => fault)).toEqual(['anchor', 'edited', 'edited']);
  });
});

describe('the end of a chain cut off', () => {
  it('is named by the head that is left', async () => {
    await append(0, 3);
    await append(1, 2);
    await sealAll();
    await tamper('delete from events where id in (2, 3)', 'delete from audit_seals where number in (2, 3)');
    const unit_id = units[0]?.id;
    expect(await faults()).toContainEqual(
      expect.objectContaining({ fault: 'link-missing', unit_id, sequence: 2, to_sequence: 3 }),
    );
  });

  it('is found by the gap in the numbers when the head was mended as well', async () => {
    await append(0, 2);
    await append(1, 2);
    await sealAll();
    await tamper(
      'delete from events where id = 2',
      'delete from audit_seals where number = 2',
      `update audit_heads h set sequence = 1, number = 1, mac = s.mac from audit_seals s where s.number = 1 and h.unit_id = s.unit_id`,
      'delete from audit_anchors',
    );
    expect(await faults()).toMatchObject([{ fault: 'link-missing', unit_id: null, number: 2, to_number: 2 }]);
  });

  it('of all units at once is found by the anchor, and by the one kept elsewhere when that is gone too', async () => {
    await append(0, 4);
    await sealAll();
    const paper = (await allAnchors(db)).map(anchorLine).join('\n');
    const cut = [
      'delete from events where id > 2',
      'delete from audit_seals where number > 2',
      'update audit_heads h set sequence = 2, number = 2, mac = s.mac from audit_seals s where s.number = 2',
    ];
    await tamper(...cut);
    expect((await faults()).map(({ fault, number }) => ({ fault, number }))).toEqual([
      { fault: 'anchor', number: 4 },
      { fault: 'link-missing', number: 3 },
    ]);
    await tamper('delete from audit_anchors');
    expect(await faults()).toEqual([]);
    const { findings } = await verifyAudit(db, { kept: anchorsIn(`抄录 2026\n${paper}\n`) });
    expect(findings).toMatchObject([{ fault: 'anchor-missing', number: 4 }]);
  });

  it('and written anew with the key itself differs from the anchor kept elsewhere', async () => {
    await append(0, 4);
    await sealAll();
    const paper = (await allAnchors(db)).map(anchorLine).join('\n');
    await tamper(
      `update events set action = 'withdraw' where id = 1`,
      'truncate audit_seals, audit_heads, audit_anchors',
      'insert into audit_pending select id from events',
    );
    await sealAll();
    expect(await faults()).toEqual([]);
    const { findings } = await verifyAudit(db, { kept: anchorsIn(paper) });
    expect(findings.map(({ fault }) => fault)).toEqual(['anchor-differs']);
  });
});

describe('the anchor of a day', () => {
  it('is made once, and holds the one before it', async () => {
    await append(0);
    expect((await sealEvents(db)).anchor).toMatchObject({ number: 1, units: 1 });
    await append(0);
    expect((await sealEvents(db)).anchor).toBeNull();
    await tamper(`update audit_anchors set day = day - 1`);
    await append(1);
    expect((await sealEvents(db)).anchor).toMatchObject({ number: 3, units: 2 });
    // Its own day was changed, so it holds no more; the second still holds its digest.
    expect((await faults()).map(({ fault, number }) => ({ fault, number }))).toEqual([
      { fault: 'anchor', number: 1 },
    ]);
    await tamper(`delete from audit_anchors where number = 1`);
    expect((await faults()).map(({ fault, number }) => ({ fault, number }))).toEqual([
      { fault: 'anchor', number: 3 },
    ]);
  });
});

describe('what was written stays', () => {
  const rewrites = [
    `update events set action = 'x'`,
    `update events set at = now()`,
    'delete from events',
    'truncate events',
    `update audit_seals set mac = ''`,
    'delete from audit_seals',
    'truncate audit_seals',
    'update audit_anchors set units = 0',
    'delete from audit_anchors',
    'truncate audit_anchors',
  ];
  beforeEach(async () => {
    await append(0);
    await sealAll();
  });

  it.each(rewrites)('against the owner of the database: %s', async (statement) => {
    await expect(owner.query(statement)).rejects.toThrow('stays as it was written');
  });

  it.each(rewrites)('against the role of web and worker: %s', async (statement) => {
    await expect(asSystem(db, (tx) => sql.raw(statement).execute(tx.sql))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('until the owner says by name that the wall comes down', async () => {
    await owner.query('begin; alter table events disable trigger events_stay_whole');
    await expect(owner.query('delete from events')).resolves.toMatchObject({ rowCount: 1 });
    await owner.query('rollback');
  });
});
