/** Brings a database to this version of Muster: forward only, one at a time, safe to run twice. */
import { Kysely, type Migration, Migrator, PostgresDialect } from 'kysely';
import pg from 'pg';
import { grantRights } from './grants.ts';
import * as registry from './migrations/0001-registry.ts';
import * as mending from './migrations/0003-mending.ts';
import * as bundles from './migrations/0004-bundles.ts';
import * as lookalikes from './migrations/0005-lookalikes.ts';
import * as headerMappings from './migrations/0006-header-mappings.ts';
import * as absences from './migrations/0007-absences.ts';
import * as reverts from './migrations/0008-reverts.ts';
import * as campaignsNotices from './migrations/0009-campaigns-notices.ts';
import * as transfers from './migrations/0010-transfers.ts';
import * as organisations from './migrations/0011-organisations.ts';
import * as reviews from './migrations/0012-reviews.ts';
import * as submissions from './migrations/0013-submissions.ts';
import * as pastRosters from './migrations/0014-past-rosters.ts';
import * as reminders from './migrations/0015-reminders.ts';
import * as headcounts from './migrations/0017-headcounts.ts';
import * as openings from './migrations/0018-openings.ts';
import * as extensionsBelow from './migrations/0019-extensions-below.ts';
import * as enrolments from './migrations/0020-enrolments.ts';
import * as experts from './migrations/0022-experts.ts';
import * as staffingPlans from './migrations/0023-staffing-plans.ts';
import * as newestUploads from './migrations/0029-newest-uploads.ts';
import * as nameParts from './migrations/0033-name-parts.ts';
import * as triggerFunctions from './migrations/0034-trigger-functions.ts';
import * as exportsKept from './migrations/0035-exports.ts';
import * as remindersOfSteps from './migrations/0037-reminders-of-steps.ts';
import * as passwordsHolders from './migrations/0038-passwords-holders.ts';
import * as signingIn from './migrations/0039-signing-in.ts';
import * as audit from './migrations/0041-audit.ts';
import * as dataKeys from './migrations/0042-data-keys.ts';
import * as retention from './migrations/0043-retention.ts';
import * as turns from './migrations/0044-turns.ts';
import * as seeing from './migrations/0045-seeing.ts';
import * as callers from './migrations/0046-callers.ts';
import * as counters from './migrations/0047-counters.ts';
import * as systemFirst from './migrations/0048-system-first.ts';
import { requireNotTooNew, type Standing, standingOf } from './version.ts';

/** In order; a name is never changed once it has been applied somewhere. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-registry': registry,
  '0003-mending': mending,
  '0004-bundles': bundles,
  '0005-lookalikes': lookalikes,
  '0006-header-mappings': headerMappings,
  '0007-absences': absences,
  '0008-reverts': reverts,
  '0009-campaigns-notices': campaignsNotices,
  '0010-transfers': transfers,
  '0011-organisations': organisations,
  '0012-reviews': reviews,
  '0013-submissions': submissions,
  '0014-past-rosters': pastRosters,
  '0017-headcounts': headcounts,
  '0015-reminders': reminders,
  '0018-openings': openings,
  '0019-extensions-below': extensionsBelow,
  '0020-enrolments': enrolments,
  '0029-newest-uploads': newestUploads,
  '0022-experts': experts,
  '0023-staffing-plans': staffingPlans,
  '0033-name-parts': nameParts,
  '0034-trigger-functions': triggerFunctions,
  '0035-exports': exportsKept,
  '0037-reminders-of-steps': remindersOfSteps,
  '0038-passwords-holders': passwordsHolders,
  '0039-signing-in': signingIn,
  '0041-audit': audit,
  '0042-data-keys': dataKeys,
  '0043-retention': retention,
  '0044-turns': turns,
  '0045-seeing': seeing,
  '0046-callers': callers,
  '0047-counters': counters,
  '0048-system-first': systemFirst,
};

/** What a registry must have gone through to be as this version expects it; it may have gone through more. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** The role that web and worker connect as. */
export const appRole = 'muster_app';
const oldestServer = 150_000;

/**
 * Applies what is missing and sets the application role's rights and password. `ownerUrl` connects as the owner of the
 * database, who may create roles. Throws when the server is older than PostgreSQL 15 or a migration fails, and `RegistryTooNew`.
 */
export async function migrate(ownerUrl: string, options: { appPassword: string }): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  try {
    await requireServer(pool);
    const standing = await standingOf(pool, migrationNames);
    requireNotTooNew(standing);
    await runMigrations(pool, standing);
    // The rights of a later version are for its processes, which may run beside ours.
    if (standing.ahead.length > 0 && standing.pending.length === 0) return;
    const client = await pool.connect();
    try {
      await grantRights(client, appRole, options.appPassword);
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}

/** What migrating would do. */
export async function standingAt(ownerUrl: string): Promise<Standing> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await standingOf(client, migrationNames);
  } finally {
    await client.end();
  }
}

async function requireServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num');
  const version = Number(rows[0]?.server_version_num);
  if (version < oldestServer) throw new Error(`PostgreSQL 15 or newer is needed; this server is ${version}`);
}

async function runMigrations(pool: pg.Pool, { ahead }: Standing): Promise<void> {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  // What a later version did stays done; kysely would take it for a loss.
  const done = Object.fromEntries(
    ahead.map((name): [string, Migration] => [name, { up: async () => undefined }]),
  );
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => ({ ...migrations, ...done }) },
    // A number is given when work begins, and a later one may have been applied before: each stands on its own.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Applies just these migrations to an empty schema, within the transaction that the client is in. */
export async function migrateWithin(client: pg.ClientBase, names: readonly string[]): Promise<void> {
  const pool = {
    connect: async () => ({
      query: client.query.bind(client) as pg.PoolClient['query'],
      release: () => undefined,
    }),
    end: async () => undefined,
  };
  const chosen = Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)));
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) }),
    provider: { getMigrations: async () => chosen },
    allowUnorderedMigrations: true,
    // It is in one already, and nothing of it may be kept when what follows fails.
    disableTransactions: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** The connection string of the application role on the same server and database. */
export function appUrl(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = appRole;
  url.password = appPassword;
  return url.toString();
}
