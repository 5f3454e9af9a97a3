/** Where the registry's database is, for those who own it and for those who only work in it. */
import path from 'node:path';
import { deriveKeys } from '../database/keys.ts';
import { appUrl } from '../database/migrate.ts';
import { runningUrl } from './embedded-postgres.ts';
import { ownerPassword } from './secret.ts';
import type { Settings } from './settings.ts';
import { StartRefusal } from './start-refusal.ts';

/** The embedded PostgreSQL's folder in the data folder. */
export const embeddedFolder = (data: string): string => path.join(data, 'postgres');

/** The owner's connection string to the embedded PostgreSQL that another process runs; undefined when none does. */
export const runningOwnerUrl = ({ data, secret }: Settings): string | undefined =>
  runningUrl(embeddedFolder(data), ownerPassword(secret));

/** Connection string of the owner, who may migrate. Throws a StartRefusal when the embedded database is not running. */
export function ownerUrlOf(settings: Settings): string {
  const url = settings.database_url ?? runningOwnerUrl(settings);
  if (url !== undefined) return url;
  throw new StartRefusal(
    '没有设置 DATABASE_URL，内置的 PostgreSQL 也没有运行。请先在另一个终端运行 npm start，或设置 DATABASE_URL。',
    'DATABASE_URL is not set, and the embedded PostgreSQL is not running. Run npm start in another terminal first, or set DATABASE_URL.',
  );
}

/** Password of the role that web and worker use. */
export function appPasswordOf({ database_app_url, secret }: Settings): string {
  if (database_app_url === undefined) return deriveKeys(secret).app_password;
  return decodeURIComponent(new URL(database_app_url).password);
}

/** Connection string of the role that web and worker use, whom row-level security binds. Throws as `ownerUrlOf`. */
export function appUrlOf(settings: Settings): string {
  return settings.database_app_url ?? appUrl(ownerUrlOf(settings), appPasswordOf(settings));
}
