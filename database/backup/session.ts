/** The settings of a session that reads or writes a whole registry: it may take long, and sees everything or fails. */
import type pg from 'pg';

export async function settled(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set statement_timeout = 0;
    set lock_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    -- Whoever is not the owner would otherwise keep, without a word, only what row-level security lets through.
    set row_security = off;
    -- One way of writing values, whatever the servers' settings are.
    set datestyle = 'ISO';
    set intervalstyle = 'postgres';
    set bytea_output = 'hex';
    set extra_float_digits = 1;
    set timezone = 'UTC';
    set search_path = public`);
}
