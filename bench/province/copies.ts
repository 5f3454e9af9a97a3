/** Copies of a registry, made by the server itself: each run begins with the same one, and it is filled but once. */
import { connect } from '../../database/connect.ts';
import { type Ground, secret } from '../ground.ts';

const withDatabase = (url: string, name: string): string => {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.toString();
};

/** As the owner, on a connection to none of the databases that are made or copied. */
async function asAdmin(ground: Ground, statements: readonly string[]): Promise<void> {
  const admin = connect({ url: withDatabase(ground.owner_url, 'postgres'), secret, max_connections: 1 });
  try {
    for (const statement of statements) await admin.pool.query(statement);
  } finally {
    await admin.close();
  }
}

/** Makes the copy anew; answers its connection string, as the owner. Whoever is connected to the original is sent away. */
export async function copyOf(ground: Ground, name: string): Promise<string> {
  const original = new URL(ground.owner_url).pathname.slice(1);
  await asAdmin(ground, [
    `drop database if exists ${name} with (force)`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${original}'`,
    `create database ${name} template ${original} strategy file_copy`,
  ]);
  return withDatabase(ground.owner_url, name);
}

/** An empty one, for somebody else. */
export async function emptyDatabase(ground: Ground, name: string): Promise<string> {
  await asAdmin(ground, [`drop database if exists ${name} with (force)`, `create database ${name}`]);
  return withDatabase(ground.owner_url, name);
}
