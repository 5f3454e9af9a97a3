/** Filling large tables: what keeps them right row by row is left out meanwhile, and their indexes are made at the end. */
import type { Database } from '../database/connect.ts';

/**
 * Drops what is not unique of these tables' indexes, lets them be filled, makes the indexes again, and vacuums. Whoever fills them names rows that
 * are there: no foreign key is looked up meanwhile.
 */
export async function inBulk<T>(
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
  await lookUpKeys(owner, tables, 'disable');
  const filled = await fill();
  await lookUpKeys(owner, tables, 'enable');
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

/** The owner of a bench is a superuser, as whoever switches these off must be. */
async function lookUpKeys(
  owner: Database,
  tables: readonly string[],
  whether: 'enable' | 'disable',
): Promise<void> {
  const { rows } = await owner.pool.query<{ at: string; name: string }>(
    `select tgrelid::regclass::text as at, quote_ident(tgname) as name from pg_trigger
     where tgrelid = any($1::regclass[]) and tgisinternal and tgfoid in ('"RI_FKey_check_ins"'::regproc, '"RI_FKey_check_upd"'::regproc)`,
    [tables],
  );
  for (const { at, name } of rows) await owner.pool.query(`alter table ${at} ${whether} trigger ${name}`);
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
