/** What must be true when everything is at rest again, asked of the database, of a neighbour, and of whatever was left behind. */
import { sql } from 'kysely';
import { examine } from '../../bin/commands/doctor.ts';
import { inScope } from '../../database/scope.ts';
import { mark, type Scene } from './scene.ts';

/** In words, each thing that is not as it must be. */
export async function broken(scene: Scene): Promise<string[]> {
  return [
    ...(await lawsBroken(scene)),
    ...(await receiptsLost(scene)),
    ...(await seenFromElsewhere(scene)),
    ...(await boardsWrong(scene)),
    ...(await personalDataLeft(scene)),
    ...crashes(scene),
    ...(scene.ledger.has('500') ? ['an outage was told to people as a bug of ours: 500'] : []),
  ];
}

async function lawsBroken({ ground }: Scene): Promise<string[]> {
  const found: string[] = [];
  for await (const { law, found: count, examples } of examine(ground.db)) {
    if (count > 0) found.push(`law ${law}: ${count}, such as ${examples[0]}`);
  }
  return found;
}

/** Whoever holds a receipt finds the upload, with its bytes, at rest. */
const receiptsLost = ({ ground, receipts }: Scene): Promise<string[]> =>
  ground.postgres.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string; state: string; owes: string | null; kept: boolean }>(
      `select u.id, u.state, u.owes, f.upload_id is not null as kept
       from unnest($1::bigint[]) as held (id) left join uploads u using (id) left join upload_files f on f.upload_id = u.id`,
      [[...receipts]],
    );
    return rows
      .filter(({ id, owes, kept }) => id === null || owes !== null || !kept)
      .map((row) => `receipt not honoured: ${JSON.stringify(row)}`);
  });

/** The other county sees nothing of this one, in the pages and in the database itself. */
async function seenFromElsewhere({ ground, county, other, receipts }: Scene): Promise<string[]> {
  const found: string[] = [];
  const [stranger] = other.reviewers;
  for (const id of [...receipts].slice(0, 5)) {
    const own = await county.reviewers[0].get(`/uploads/${id}`);
    const { status } = await stranger.get(`/uploads/${id}`);
    if (own.status === 200 && status !== 404) found.push(`upload ${id} answered ${status} to another county`);
  }
  const scope = other.place.unit.path;
  const seen = await inScope(ground.db, scope, async (tx) => {
    const tables = await sql<{ name: string }>`select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'unit_path'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`.execute(tx.sql);
    const counts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)}
        where starts_with(unit_path, ${county.place.unit.path})`.execute(tx.sql);
      if ((rows[0]?.count ?? 0) > 0) counts.push(`${rows[0]?.count} of ${name} seen by another county`);
    }
    return counts;
  });
  return [...found, ...seen];
}

/** What pages count is what is there. */
async function boardsWrong({ ground, county }: Scene): Promise<string[]> {
  const [reviewer] = county.reviewers;
  const { body } = await reviewer.get('/teachers');
  const truth = await ground.postgres.asOwner(async (client) => {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from teachers where starts_with(unit_path, $1)',
      [county.place.unit.path],
    );
    return rows[0]?.count;
  });
  return body.total === truth ? [] : [`the roster counts ${body.total} of ${truth} teachers`];
}

/** Names, documents and phones of the load. */
const personal = new RegExp(`${mark}|3799\\d{2}(19|20)\\d{9}[\\dX]|\\b154\\d{8}\\b`);

async function personalDataLeft({ ground }: Scene): Promise<string[]> {
  const found: string[] = [];
  for (const [where, text] of await ground.leftovers()) {
    const at = personal.exec(text)?.index;
    if (at !== undefined)
      found.push(`personal data in ${where}: …${text.slice(Math.max(0, at - 200), at + 60)}…`);
  }
  return found;
}

const crashes = ({ ground }: Scene): string[] =>
  [ground.web, ...ground.workers].flatMap((program) =>
    program.crashes.splice(0).map((how) => `a program ended by itself: ${how}`),
  );
