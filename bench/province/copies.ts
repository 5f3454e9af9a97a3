/** Copies of a registry, made by the server itself: each run begins with the same one, and it is filled but once. */
import { connect } from '../../database/connect.ts';
import { type Ground, secret } from '../ground.ts';

const withDatabase = (url: string, name: string): string => {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.toString();
};

/** Makes the copy anew; answers its connection string, as the owner. Nobody else may be connected to the original by then. */
export async function copyOf(ground: Ground, name: string): Promise<string> {
  const original = new URL(ground.owner_url).pathname.slice(1);
  const admin = connect({ url: withDatabase(ground.owner_url, 'postgres'), secret, max_connections: 1 });
  try {
    await admin.pool.query(`drop database if exists ${name} with (force)`);
    await admin.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      original,
    ]);
    await admin.pool.query(`create database ${name} template ${original} strategy file_copy`);
  } finally {
    await admin.close();
  }
  return withDatabase(ground.owner_url, name);
}
