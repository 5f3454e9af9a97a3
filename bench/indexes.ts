/** Filling large tables: their indexes are made at the end, which costs a third of keeping them all the while. */
import type { Database } from '../database/connect.ts';

/** Drops what is not unique of these tables' indexes, lets them be filled, makes the indexes again, and vacuums. */
export async function withoutIndexes<T>(
  owner: Database,
  tables: readonly string[],
  fill: () => Promise<T>,
): Promise<T> {
  const { rows } = await owner.pool.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not indisunique`,
    [tables],
  );
  for (const { name } of rows) await owner.pool.query(`drop index ${name}`);
  const filled = await fill();
  const client = await owner.pool.connect();
  try {
    await client.query(`set work_mem = '256MB'; set maintenance_work_mem = '256MB'`);
    for (const { definition } of rows) await client.query(definition);
    await settle(client);
    await client.query('checkpoint');
  } finally {
    client.release(true);
  }
  return filled;
}

/**
 * Vacuums and counts what holds rows. One that was vacuumed while empty would be taken for empty by every plan that is made of it next,
 * which no installation does.
 */
export async function settle(owner: Pick<Database['pool'], 'query'>): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0`,
  );
  if (rows.length > 0) await owner.query(`vacuum analyze ${rows.map(({ name }) => name).join(', ')}`);
}
