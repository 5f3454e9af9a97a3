/** The program of the database's host: a PostgreSQL that other hosts may reach; says so when it takes connections. */
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../bin/embedded-postgres.ts';

const [folder = '', password = '', range = ''] = process.argv.slice(2);
const hba = path.join(folder, 'hba.conf');
writeFileSync(hba, `host all all ${range} scram-sha-256\n`);
chmodSync(hba, 0o644);
await startEmbeddedPostgres({
  data: path.join(folder, 'data'),
  password,
  port: 5432,
  elsewhere: ['/var/tmp'],
  // The disk of a test is not what is tested: killed processes lose nothing that was written.
  settings: { listen_addresses: '*', hba_file: hba, fsync: 'off' },
});
console.log('postgres is ready');
