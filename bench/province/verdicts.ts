/** Hears when each upload gets its verdict, and holds every verdict against the manifest. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../database/connect.ts';
import { listen } from '../../database/outbox.ts';
import { explanationOf } from '../../pipeline/catalogue.ts';
import { registryRules } from '../../pipeline/rules/all.ts';
import type { UploadCounts } from '../../schemas/examined.ts';
import type { ManifestFile } from './folder.ts';
import type { Receipt } from './sender.ts';

/** Without one verdict for so long, something is wrong. */
const silence_ms = 90_000;

export interface Ear {
  /** When an upload was heard to be checked, by `performance.now()`. */
  readonly heard: ReadonlyMap<string, number>;
  /** Resolves when all of them are. Throws when nothing has been heard for long. */
  all(uploads: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export async function openEar(owner: Database): Promise<Ear> {
  const heard = new Map<string, number>();
  let last = performance.now();
  const hear = (payload: string): void => {
    const { upload_id, state } = JSON.parse(payload) as { upload_id: string; state: string };
    if (state === 'received' || heard.has(upload_id)) return;
    last = performance.now();
    heard.set(upload_id, last);
  };
  const listener = await listen(owner, 'states', hear, () => undefined);
  return {
    heard,
    close: () => listener.close(),
    async all(uploads) {
      last = performance.now();
      for (const upload of uploads) {
        while (!heard.has(upload)) {
          await wait(5);
          if (performance.now() - last > silence_ms)
            throw new Error(`upload ${upload} has no verdict, and nothing moves`);
        }
      }
    },
  };
}

interface Verdict {
  readonly id: string;
  readonly state: string;
  readonly counts: UploadCounts | null;
  /** How many of each rule that looks at the file alone. */
  readonly issues: Readonly<Record<string, number>>;
  /** Rows that a rule spoke of which looks at the registry too. */
  readonly questioned: readonly number[];
}

const ofRegistry = registryRules.map(({ id }) => id);

/** Among a million made-up people some share name and birthday with somebody at another school: a question that is right. */
const ofNamesakes = `(rule = 'probable-duplicate' and params->>'alike' = 'same-name same-birth-date' and params->>'place' = 'elsewhere')`;

/** Rows that were asked about for being somebody's namesake, which the manifest does not know. */
export async function namesakes(owner: Database): Promise<number> {
  const { rows } = await owner.pool.query<{ count: number }>(
    `select count(*)::int as count from issues where ${ofNamesakes}`,
  );
  return rows[0]?.count ?? 0;
}

/** What is not as the manifest says, in words; all is well when there is none. */
export async function mismatches(owner: Database, receipts: readonly Receipt[]): Promise<string[]> {
  const { rows } = await owner.pool.query<Verdict>(
    `select u.id::text, u.state, u.counts, coalesce(i.issues, '{}') as issues, coalesce(r.questioned, '{}') as questioned
     from uploads u
     left join (select upload_id, jsonb_object_agg(rule, n) as issues
       from (select upload_id, rule, count(*) as n from issues where rule <> all($1) group by 1, 2) x group by 1) i on i.upload_id = u.id
     left join (select upload_id, array_agg(row_number) as questioned from issues where rule = any($1) and not ${ofNamesakes} group by 1) r
       on r.upload_id = u.id`,
    [ofRegistry],
  );
  const verdicts = new Map(rows.map((row) => [row.id, row]));
  return receipts.flatMap(({ file, upload_id }) => {
    const expected = expectedOf(file);
    const found = foundOf(verdicts.get(upload_id), expected, spoiledRows(file));
    return found === JSON.stringify(expected)
      ? []
      : [`${file.path} (upload ${upload_id}): ${found}, not ${JSON.stringify(expected)}`];
  });
}

const isError = (rule: string): boolean => explanationOf(rule).severity === 'error';

function expectedOf({ rows, counts, issues }: ManifestFile) {
  const hasErrors = Object.keys(issues).some(isError);
  return {
    state: hasErrors ? 'needs_fix' : 'ready',
    issues: inOrder(issues),
    // What a row with an error would change is known once it is mended.
    counts: hasErrors ? { rows } : { rows, ...counts },
    questioned: [] as number[],
  };
}

/** A spoiled row is another one than the registry's; of nobody else the registry may make a question. */
function spoiledRows({ messes, first_row, rows }: ManifestFile): ReadonlySet<number> {
  const spoiled = messes.flatMap(({ name, row }) =>
    // Whoever stands there twice stands there at the end as well.
    name === 'person-twice' ? [row ?? 0, first_row + rows - 1] : [row ?? 0],
  );
  return new Set(spoiled);
}

function foundOf(
  verdict: Verdict | undefined,
  expected: ReturnType<typeof expectedOf>,
  spoiled: ReadonlySet<number>,
): string {
  if (verdict === undefined) return 'nothing';
  const counts = verdict.counts as Record<string, number> | null;
  const compared = Object.keys(expected.counts).map((key) => [key, counts?.[key]]);
  return JSON.stringify({
    ...{ state: verdict.state, issues: inOrder(verdict.issues), counts: Object.fromEntries(compared) },
    questioned: verdict.questioned.filter((row) => !spoiled.has(row)),
  });
}

const inOrder = (issues: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(issues).toSorted(([a], [b]) => (a < b ? -1 : 1)));
