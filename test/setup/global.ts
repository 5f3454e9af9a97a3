/** Compiles the programs that tests start, starts one PostgreSQL for the run and migrates one template database, from which each test file gets its own copy. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { compileToday } from '../../bin/compile.ts';
import { deriveKeys } from '../../database/keys.ts';
import { migrate } from '../../database/migrate.ts';
import { testSecret } from './secret.ts';
import { startTestServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a superuser, to a database that no test changes. */
    adminUrl: string;
    /** Password of the role that web and worker connect as. */
    appPassword: string;
    /** Name of the migrated database to copy. */
    template: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await compileToday();
  project.onTestsRerun(compileToday);
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startTestServer();
  const template = `muster_template_${randomBytes(4).toString('hex')}`;
  const appPassword = deriveKeys(testSecret).app_password;
  try {
    await execute(server.url, `create database ${template} template template0 encoding 'UTF8'`);
    const templateUrl = new URL(server.url);
    templateUrl.pathname = `/${template}`;
    await migrate(templateUrl.toString(), { appPassword });
    // Nobody may be connected to a database while it is copied.
    await execute(server.url, `alter database ${template} with allow_connections false`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('adminUrl', server.url);
  project.provide('appPassword', appPassword);
  project.provide('template', template);
  return async () => {
    if (given) await execute(given, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
