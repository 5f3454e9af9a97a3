/**
 * The first wall, on every route of the published description: whoever asks for what lies elsewhere in the tree, by id, in a
 * list, or as a file, gets the answer for what doesn't exist, and no byte of it. A route that these tests can't fill fails them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place, SeededRegistry } from '../setup/registry.ts';
import { type Operation, operationsOf } from './api.ts';
import { type Branches, openBranches, type Tier } from './branches.ts';
import { addressOf, type Choose, initOf, kindsInAddress, lackOf, narrowingsOf } from './filling.ts';
import {
  type Ids,
  idOfNothing,
  idsBelow,
  leaksIn,
  type RecordKind,
  recordInProperty,
  secretsBelow,
} from './foreign.ts';
import {
  eachAtOnce,
  lastingHeaders,
  type Representation,
  representations,
  type Visitor,
  visitorOf,
} from './visitor.ts';

/** Routes that answer about other units on purpose, and why. */
const onPurpose: Readonly<Record<string, string>> = {
  'GET /verify/{digest}': 'whoever holds a printed form may ask whether it is genuine',
};

/** Somebody who asks, and the part of the tree that is none of their business. */
interface Pair {
  readonly name: string;
  readonly who: () => Place;
  readonly hidden: () => Place;
  /** What the asker may know of it all the same. */
  readonly knows: readonly string[];
}
const far = (tier: Tier): Pair => ({
  name: `a ${tier} of another province`,
  who: () => branches.far[tier],
  hidden: () => branches.web.places.province,
  knows: [],
});
const near = (
  who: keyof SeededRegistry,
  hidden: keyof SeededRegistry,
  knows: readonly string[] = [],
): Pair => ({
  name: `${who} about ${hidden}`,
  who: () => branches.web.places[who],
  hidden: () => branches.web.places[hidden],
  knows,
});
const strangers = (['province', 'city', 'county', 'school'] as const).map(far);
const neighbours = [
  // Where an expert of their city may work and guide.
  near('county', 'otherCounty', ['乙县']),
  near('otherCounty', 'county', ['甲县']),
  near('stranger', 'school'),
  // They have a transfer in common, and see who acts on it.
  near('neighbour', 'school', ['甲县实验小学', '张试5', 'school-5']),
];

let branches: Branches;
let operations: readonly Operation[];
/** What nobody has said how to fill, in words. */
let lacking: readonly string[];
const visitors = new Map<Place, Visitor>();
beforeAll(async () => {
  branches = await openBranches();
  const all = (await operationsOf(branches.web)).filter(({ name }) => !(name in onPurpose));
  lacking = all.flatMap((operation) => lackOf(operation) ?? []);
  operations = all.filter((operation) => lackOf(operation) === null);
  for (const { who } of [...strangers, ...neighbours]) {
    visitors.set(who(), await visitorOf(branches.web, who()));
  }
}, 120_000);
afterAll(() => branches.close());

const visitor = (place: Place): Visitor => visitors.get(place) as Visitor;
const acting = ({ isInPerson }: Operation): Representation => (isInPerson ? 'page' : 'json');
const readings = (operation: Operation): readonly Representation[] =>
  operation.method === 'get' ? representations : [acting(operation)];

const nth =
  (ids: Ids, position: number): Choose =>
  (kind) =>
    ids[kind][position] ?? ids[kind][0] ?? idOfNothing(kind);

/** What everybody may read in the examples of the templates is no secret. */
async function secretsOf(hidden: Place, knows: readonly string[] = []): Promise<string[]> {
  const secrets = await secretsBelow(branches, hidden.unit.path);
  const examples = leaksIn(await (await fetch(`${branches.web.url}/checker`)).text(), secrets);
  return secrets.filter((secret) => !knows.includes(secret) && !examples.includes(secret));
}

/** Whether an address names a record of somebody, not one of everybody. */
const isSomebodys = (operation: Operation): boolean =>
  kindsInAddress(operation).some((kind: RecordKind) => kind !== 'campaigns');

it('every route can be filled: its ids are known to be of something, its texts have a value', () => {
  expect(lacking).toEqual([]);
});

it('every kind of record is there to be asked for, or what follows would prove nothing', async () => {
  const ids = await idsBelow(
    branches,
    branches.web.places.province.unit.path,
    branches.far.province.unit.path,
  );
  expect(Object.entries(ids).flatMap(([kind, found]) => (found.length === 0 ? kind : []))).toEqual([]);
});

describe.each([...strangers, ...neighbours])('$name', ({ who, hidden, knows }) => {
  let ids: Ids;
  let secrets: string[];
  beforeAll(async () => {
    ids = await idsBelow(branches, hidden().unit.path, who().unit.path);
    secrets = await secretsOf(hidden(), knows);
  });

  it('gets by an id of theirs, byte for byte, what it gets by the id of nothing', async () => {
    const faults: string[] = [];
    const requests = operations
      .filter(isSomebodys)
      .flatMap((operation) => readings(operation).map((as) => ({ operation, as })))
      .flatMap((request) => [0, 1].map((position) => ({ ...request, position })));
    await eachAtOnce(requests, async ({ operation, as, position }) => {
      const choose = nth(ids, position);
      const [theirs, nobodys] = [addressOf(operation, choose), addressOf(operation, idOfNothing)];
      if (theirs === nobodys) return;
      const [answer, blank] = [
        await visitor(who()).ask(as, theirs, initOf(operation, choose)),
        await visitor(who()).ask(as, nobodys, initOf(operation, choose)),
      ];
      const text = `${lastingHeaders(answer)}\n${answer.body}`
        .replaceAll(theirs, nobodys)
        .replaceAll(encodeURIComponent(theirs), encodeURIComponent(nobodys));
      const say = (what: string) => faults.push(`${as} ${operation.name} (${theirs}): ${what}`);
      if (answer.status !== 404 && answer.status !== 403)
        say(`${answer.status} ${answer.body.slice(0, 200)}`);
      for (const leak of leaksIn(text, secrets)) say(`tells ${leak}`);
      if (answer.status !== blank.status) say(`${answer.status}, but ${blank.status} for nothing`);
      else if (text !== `${lastingHeaders(blank)}\n${blank.body}`) say('differs from the answer for nothing');
    });
    expect(faults).toEqual([]);
  }, 120_000);

  it('reads nothing of theirs on any page, in any list or file, whatever it is narrowed to', async () => {
    const faults: string[] = [];
    const choose = nth(ids, 0);
    const requests = operations
      .filter(({ method }) => method === 'get')
      .flatMap((operation) => readings(operation).map((as) => ({ operation, as })))
      .flatMap((request) => ['', ...narrowingsOf(request.operation)].map((name) => ({ ...request, name })));
    await eachAtOnce(requests, async ({ operation, as, name }) => {
      const query = name === '' ? '' : `?${name}=${choose(recordInProperty(operation, name))}`;
      const path = addressOf(operation, choose) + query;
      const { status, headers, body } = await visitor(who()).ask(as, path);
      const leaks = leaksIn([body, ...headers].join('\n'), secrets);
      if (status >= 500 || leaks.length > 0) faults.push(`${as} ${path}: ${status} tells ${leaks}`);
    });
    expect(faults).toEqual([]);
  }, 120_000);
});

/** Each row of the first province, by table. The other's own may stand by now where one of them stood. */
async function theirRows(): Promise<Map<string, string[]>> {
  const { far } = branches;
  const others = [
    `%${far.province.unit.path}%`,
    // As a session in a row quotes it.
    ...Object.values(far).map(({ actor }) => `%""account_id"":""${actor.account_id}""%`),
  ];
  const rows = new Map<string, string[]>();
  for (const [table, places] of branches.strangers) {
    // Counters of whoever asks, the tests' own callers too, and cleared as their windows pass: they are nobody's rows.
    if (table !== 'throttles')
      rows.set(
        table,
        await digests(table, 'where ctid = any($1) and t::text not like all($2)', [places, others]),
      );
  }
  return rows;
}

/** Rows are told by what they hold: a place that one of them left may have been taken by another since. */
const digests = async (table: string, where = '', values: readonly unknown[] = []): Promise<string[]> =>
  (
    await branches.asOwner<{ digest: string }>(
      `select md5(t::text) as digest from ${table} t ${where}`,
      values,
    )
  ).map(({ digest }) => digest);

async function changedSince(rows: ReadonlyMap<string, readonly string[]>): Promise<string[]> {
  const changed: string[] = [];
  for (const [table, before] of rows) {
    const now = new Set(await digests(table));
    const gone = before.filter((row) => !now.has(row)).length;
    if (gone > 0) changed.push(`${table}: ${gone} rows`);
  }
  return changed;
}

/** How many rows say that they are of a unit of the first province. */
async function countsOfTheirs(): Promise<string[]> {
  const columns = await branches.asOwner<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and (column_name = 'path' or column_name like '%\\_path')`,
  );
  const lines: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await branches.asOwner<{ count: number }>(
      `select count(*)::int as count from ${table} where starts_with(${column}, $1)`,
      [branches.web.places.province.unit.path],
    );
    lines.push(`${table}.${column} ${row?.count}`);
  }
  return lines;
}

/** Whoever has ended the visit changes nothing more with it. */
const isChange = ({ method, path }: Operation): boolean =>
  method !== 'get' && path !== '/sign-out' && path !== '/sessions/end';

describe('when all of another province have tried to change everything', () => {
  it('no row is other than it was, none is gone, and none was added', async () => {
    const [rows, counts] = [await theirRows(), await countsOfTheirs()];
    const faults: string[] = [];
    for (const { who, hidden } of strangers) {
      const ids = await idsBelow(branches, hidden().unit.path, who().unit.path);
      const secrets = await secretsOf(hidden());
      for (const operation of operations.filter(isChange)) {
        for (const position of [0, 1]) {
          const choose = nth(ids, position);
          const path = addressOf(operation, choose);
          const { status, body } = await visitor(who()).ask(
            acting(operation),
            path,
            initOf(operation, choose),
          );
          if (status >= 500) faults.push(`${operation.name}: ${status}`);
          for (const leak of leaksIn(body, secrets)) faults.push(`${operation.name} tells ${leak}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(await changedSince(rows)).toEqual([]);
    expect(await countsOfTheirs()).toEqual(counts);
  }, 120_000);
});
