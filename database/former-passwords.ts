/** Former passwords of an account: the hashes of the last ones, which may not come back. */
import { sql } from 'kysely';
import { remembered } from '../schemas/password.ts';
import type { Scoped } from './scope.ts';

/** Hashes of the present and the former passwords, as many as may not come back; the present one first. */
export async function rememberedHashes(tx: Scoped, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ password_hash: string }>`
    select password_hash from accounts where id = ${accountId}
    union all (select password_hash from former_passwords where account_id = ${accountId}
      order by id desc limit ${remembered - 1})`.execute(tx.sql);
  return rows.map(({ password_hash }) => password_hash);
}

/** Keeps the present one among them, before another takes its place; an initial one is random and nobody's. */
export async function rememberPresent(tx: Scoped, accountId: string): Promise<void> {
  await sql`insert into former_passwords (account_id, password_hash, ended_at)
    select id, password_hash, now() from accounts where id = ${accountId} and not must_change_password`.execute(
    tx.sql,
  );
  await sql`delete from former_passwords where account_id = ${accountId} and id not in
    (select id from former_passwords where account_id = ${accountId} order by id desc limit ${remembered - 1})`.execute(
    tx.sql,
  );
}
