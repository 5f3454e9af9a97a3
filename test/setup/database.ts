/** A migrated database of its own for a test file, copied in about 0.1 s. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { appUrl } from '../../database/migrate.ts';
import { testSecret } from './secret.ts';

export interface FreshDatabase {
  /** Connects as a superuser, whom row-level security does not bind. */
  readonly ownerUrl: string;
  /** Connects as web and worker do. */
  readonly appUrl: string;
  /** What the database's keys are derived from: `connect({ url: appUrl, secret })`. */
  readonly secret: string;
  drop(): Promise<void>;
}

export const freshDatabase = (): Promise<FreshDatabase> => databaseLike(inject('template'));

/** A database in which nobody migrated yet. */
export const emptyDatabase = (): Promise<FreshDatabase> => databaseLike(`template0 encoding 'UTF8'`);

async function databaseLike(template: string): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await execute(`create database ${name} template ${template}`);
  const ownerUrl = new URL(inject('adminUrl'));
  ownerUrl.pathname = `/${name}`;
  return {
    ownerUrl: ownerUrl.toString(),
    appUrl: appUrl(ownerUrl.toString(), inject('appPassword')),
    secret: testSecret,
    drop: () => execute(`drop database if exists ${name} with (force)`),
  };
}

async function execute(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
