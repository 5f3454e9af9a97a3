/** What the role of web and worker may do, table by table; it owns nothing and bypasses nothing. */
import pg from 'pg';

const grants: Readonly<Record<string, string>> = {
  // Made and retired by their owner (`muster keys`).
  data_keys: 'select',
  units: 'select, insert, update',
  // Written by a trigger of the units.
  unit_codes: 'select',
  accounts: 'select, insert, update',
  former_passwords: 'select, insert, delete',
  former_holders: 'select, insert',
  sessions: 'select, insert, update, delete',
  tokens: 'select, insert, update',
  throttles: 'select, insert, update, delete',
  sign_in_tries: 'select, insert, update, delete',
  second_factors: 'select, insert, update, delete',
  recovery_codes: 'select, insert, delete',
  teachers: 'select, insert, update',
  teacher_revisions: 'select, insert',
  // Kept by the server itself as teachers change.
  headcounts: 'select',
  uploads: 'select, insert, update',
  upload_files: 'select, insert',
  upload_edits: 'select, insert, update',
  transfers: 'select, insert, update',
  absences: 'select, insert, update, delete',
  header_mappings: 'select, insert, update, delete',
  upload_rows: 'select, insert, update, delete',
  issues: 'select, insert, update, delete',
  change_sets: 'select, insert',
  changes: 'select, insert, update',
  revert_refusals: 'select, insert, update',
  bundles: 'select, insert',
  bundle_files: 'select, insert, update',
  campaigns: 'select, insert',
  campaign_windows: 'select, insert',
  campaign_projects: 'select, insert',
  campaign_subjects: 'select, insert',
  openings: 'select, insert, delete',
  extensions: 'select, insert, update',
  enrolments: 'select, insert, update',
  enrolment_excuses: 'select, insert, update, delete',
  experts: 'select, insert, update',
  staffing_plans: 'select, insert, update',
  exports: 'select, insert, update',
  export_parts: 'select, insert, delete',
  // Written by tell_notices alone.
  notices: 'select',
  notice_reads: 'select, insert',
  reminders: 'select, insert',
  submissions: 'select, insert, update',
  submission_snapshots: 'select, insert',
  submission_reasons: 'select, insert',
  // Append-only: the audit trail can't be rewritten by anyone who breaks into web or worker.
  events: 'select, insert',
  // Filled by a trigger of the events.
  audit_pending: 'select, delete',
  audit_seals: 'select, insert',
  audit_heads: 'select, insert, update',
  audit_anchors: 'select, insert',
  workers_seen: 'select, insert, update, delete',
  // For readiness: whether the schema is as new as the code.
  kysely_migration: 'select',
};

/** Creates the role where it is missing and sets exactly these rights. Needs the right to create roles once. */
export async function grantRights(client: pg.ClientBase, role: string, password: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rows.length === 0) await client.query(`create role ${name}`).catch(tolerateRace);
  await client.query(
    `alter role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`,
  );
  const rights = Object.entries(grants).map(
    ([table, list]) => `revoke all on ${table} from ${name}; grant ${list} on ${table} to ${name};`,
  );
  await client.query(
    `grant usage on schema public to ${name};
     grant usage on all sequences in schema public to ${name};
     grant execute on function account_label(bigint) to ${name};
     grant execute on function unit_name(bigint) to ${name};
     grant execute on function claims_in_flight(bytea[], text[]) to ${name};
     grant execute on function tell_notices(jsonb) to ${name};
     grant execute on function roster_as_of(text, timestamptz) to ${name};
     grant execute on function teachers_named(text, text, text, text, integer) to ${name};
     grant execute on function version_as_of(bigint, timestamptz) to ${name};
     grant execute on function standings_between(text, timestamptz, timestamptz) to ${name};
     grant execute on function units_above() to ${name};
     grant execute on function forget_files(bigint[]) to ${name};
     grant execute on function caller_by_account(bigint) to ${name};
     grant execute on function good_token(bytea) to ${name};
     grant execute on function is_upload_seen(bigint) to ${name};
     ${rights.join('\n')}`,
  );
}

/** Lets the role use a schema that somebody else's library made, such as the queue's. */
export async function grantSchema(ownerUrl: string, role: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const [name, space] = [pg.escapeIdentifier(role), pg.escapeIdentifier(schema)];
    await client.query(
      `grant usage on schema ${space} to ${name};
       grant select, insert, update, delete on all tables in schema ${space} to ${name};
       grant usage, select on all sequences in schema ${space} to ${name};
       grant execute on all functions in schema ${space} to ${name};`,
    );
  } finally {
    await client.end();
  }
}

const duplicateObject = '42710';
function tolerateRace(error: unknown): void {
  // Two starts at once: the other one created it.
  if (!(error instanceof pg.DatabaseError) || error.code !== duplicateObject) throw error;
}
