/** The owner's connection for a command that may also run while nothing else does: it then starts the embedded PostgreSQL itself. */
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { embeddedFolder, runningOwnerUrl } from './registry-urls.ts';
import { ownerPassword } from './secret.ts';
import type { Settings } from './settings.ts';

export interface OwnerWork<T> {
  readonly settings: Settings;
  /** Whether everything else has to be stopped. An embedded PostgreSQL that runs is then refused. */
  readonly alone: boolean;
  readonly work: (ownerUrl: string) => Promise<T>;
}

/** Throws a StartRefusal where it must be alone and is not. */
export async function asOwner<T>({ settings, alone, work }: OwnerWork<T>): Promise<T> {
  const url = settings.database_url ?? (alone ? undefined : runningOwnerUrl(settings));
  if (url !== undefined) return await work(url);
  const server = await startEmbeddedPostgres({
    data: embeddedFolder(settings.data),
    password: ownerPassword(settings.secret),
  });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}
