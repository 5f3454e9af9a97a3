/** Renders database/tables.ts from a live database; the schema test holds the file against it. */
import { writeFile } from 'node:fs/promises';
import pg from 'pg';

/** Narrower types than the server knows, by `table.column`. */
const narrower: Readonly<Record<string, { type: string; from: string }>> = {
  'units.kind': { type: 'UnitKind', from: 'unit' },
  'units.school_kind': { type: 'SchoolKind', from: 'unit' },
  'units.sector': { type: 'Sector', from: 'unit' },
  'units.urban_rural_class': { type: 'UrbanRuralClass', from: 'unit' },
  'units.stages': { type: 'Stage[]', from: 'subject' },
  'uploads.state': { type: 'UploadState', from: 'upload-lifecycle' },
  'uploads.template': { type: 'TemplateId', from: 'sheets' },
  'uploads.progress': { type: 'Progress', from: 'examined' },
  'uploads.counts': { type: 'UploadCounts', from: 'examined' },
  'uploads.refusal': { type: 'Refusal', from: 'refusal' },
  'uploads.owes': { type: 'Debt', from: 'lifecycle' },
  'uploads.format': { type: 'WorkbookFormat', from: 'workbook' },
  'bundle_files.outcome': { type: 'BundleOutcome', from: 'bundle' },
  'bundle_files.reason': { type: 'UnroutedReason', from: 'bundle' },
  'bundle_files.claim': { type: 'UnitClaim', from: 'bundle' },
  'bundle_files.refusal': { type: 'Refusal', from: 'refusal' },
  'issues.severity': { type: 'Severity', from: 'issue' },
  'issues.params': { type: 'Params', from: 'language' },
  'sign_in_tries.counter': { type: 'TryCounter', from: 'sign-in-pace' },
  'tokens.reach': { type: 'TokenReach', from: 'token' },
  'changes.kind': { type: 'ChangeKind', from: 'change' },
  'changes.decision': { type: 'Decision', from: 'change' },
  'changes.choices': { type: 'CellChoices', from: 'change' },
  'changes.answer': { type: 'AbsenceAnswer', from: 'absence' },
  'changes.fields': { type: 'RecordField[]', from: 'sheets/teacher' },
  'teacher_revisions.kind': { type: 'ChangeKind', from: 'change' },
  'teacher_revisions.fields': { type: 'RecordField[]', from: 'sheets/teacher' },
  'absences.answer': { type: 'AbsenceAnswer', from: 'absence' },
  'header_mappings.template': { type: 'TemplateId', from: 'sheets' },
  'campaign_windows.step': { type: 'WindowName', from: 'campaign' },
  'campaign_projects.stage': { type: 'Stage', from: 'subject' },
  'campaign_subjects.stage': { type: 'Stage', from: 'subject' },
  'campaign_subjects.subject': { type: 'Subject', from: 'subject' },
  'openings.stage': { type: 'Stage', from: 'subject' },
  'enrolments.stage': { type: 'Stage', from: 'subject' },
  'enrolments.subject': { type: 'Subject', from: 'subject' },
  'enrolments.state': { type: 'EnrolmentState', from: 'enrolment-lifecycle' },
  'enrolments.released_why': { type: 'ReleaseCause', from: 'enrolment' },
  'enrolment_excuses.code': { type: 'ExcuseCode', from: 'enrolment' },
  'extensions.step': { type: 'WindowName', from: 'campaign' },
  'extensions.covers': { type: 'ExtensionCover', from: 'extension' },
  'extensions.state': { type: 'ExtensionState', from: 'extension' },
  'staffing_plans.made_how': { type: 'MadeHow', from: 'kept-plan' },
  'staffing_plans.figures': { type: 'PlanFigures', from: 'kept-plan' },
  'staffing_plans.options': { type: 'StaffingOptions', from: 'staffing' },
  'experts.level': { type: 'TeamLevel', from: 'expert' },
  'experts.state': { type: 'ExpertState', from: 'expert-lifecycle' },
  'experts.stage': { type: 'Stage', from: 'subject' },
  'experts.subject': { type: 'Subject', from: 'subject' },
  'experts.title': { type: 'ExpertTitle', from: 'expert' },
  'submissions.step': { type: 'CampaignStep', from: 'campaign' },
  'submissions.state': { type: 'SubmissionState', from: 'submission-lifecycle' },
  'submission_snapshots.counts': { type: 'SubmissionCounts', from: 'submission' },
  'notices.kind': { type: 'NoticeKind', from: 'notice' },
  'notices.params': { type: 'Params', from: 'language' },
  'transfers.route': { type: 'TransferRoute', from: 'transfer' },
  'transfers.state': { type: 'TransferState', from: 'transfer-lifecycle' },
  'transfers.side': { type: 'TransferSide', from: 'transfer' },
  'transfers.confirmed_side': { type: 'TransferSide', from: 'transfer' },
  'transfers.origin': { type: 'TransferOrigin', from: 'transfer' },
  'events.detail': { type: 'Params', from: 'language' },
};

/** As node-postgres hands them over: 64-bit integers as strings, bytes as Buffer; days stay text (see connect.ts). */
const types: Readonly<Record<string, string>> = {
  bigint: 'string',
  uuid: 'string',
  int8: 'string',
  integer: 'number',
  smallint: 'number',
  text: 'string',
  'character varying': 'string',
  boolean: 'boolean',
  date: 'string',
  'timestamp with time zone': 'Date',
  'timestamp without time zone': 'Date',
  bytea: 'Buffer',
  json: 'unknown',
  jsonb: 'unknown',
};

interface LiveColumn {
  table_name: string;
  column_name: string;
  data_type: string;
  udt_name: string;
  is_nullable: 'YES' | 'NO';
  generated: 'always' | 'default' | 'no';
}

async function liveColumns(ownerUrl: string): Promise<LiveColumn[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<LiveColumn>(
    `select table_name, column_name, data_type, udt_name, is_nullable,
       case when is_identity = 'YES' or is_generated = 'ALWAYS' then 'always' when column_default is not null then 'default' else 'no' end as generated
     from information_schema.columns
     where table_schema = 'public' and table_name not like 'kysely_%'
     order by table_name, ordinal_position`,
  );
  await client.end();
  return rows;
}

function typeOf(column: LiveColumn): string {
  const narrow = narrower[`${column.table_name}.${column.column_name}`]?.type;
  const plain =
    column.data_type === 'ARRAY' ? `${types[column.udt_name.slice(1)]}[]` : types[column.data_type];
  const base = narrow ?? plain;
  if (base === undefined || base.startsWith('undefined')) throw new Error(`no type for ${column.data_type}`);
  const value = column.is_nullable === 'YES' ? `${base} | null` : base;
  if (column.data_type === 'jsonb') {
    return column.is_nullable === 'YES'
      ? `JSONColumnType<${value}, string | null, string | null>`
      : `JSONColumnType<${value}>`;
  }
  if (column.generated === 'always') return `GeneratedAlways<${value}>`;
  return column.generated === 'default' ? `Generated<${value}>` : value;
}

const interfaceName = (table: string): string =>
  `${table
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Table`;

/** The text of tables.ts as this database would have it (before formatting). */
export async function renderTables(ownerUrl: string): Promise<string> {
  const columns = await liveColumns(ownerUrl);
  const tables = [...new Set(columns.map((column) => column.table_name))];
  const imports = new Map<string, string[]>();
  for (const { type, from } of Object.values(narrower)) {
    const name = type.replace('[]', '');
    imports.set(from, [...new Set([...(imports.get(from) ?? []), name])].sort());
  }
  return [
    '/** The tables as they are; rewritten by `npm run tables`, held against the live schema by a test. */',
    "import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';",
    ...[...imports]
      // A folder before the file of its name, as the formatter sorts them.
      .sort(([a], [b]) => (a.startsWith(`${b}/`) || (a < b && !b.startsWith(`${a}/`)) ? -1 : 1))
      .map(([from, names]) => `import type { ${names.join(', ')} } from '../schemas/${from}.ts';`),
    ...tables.map((table) => {
      const lines = columns
        .filter((column) => column.table_name === table)
        .map((column) => `  ${column.column_name}: ${typeOf(column)};`);
      return `\nexport interface ${interfaceName(table)} {\n${lines.join('\n')}\n}`;
    }),
    `\nexport interface Tables {\n${tables.map((table) => `  ${table}: ${interfaceName(table)};`).join('\n')}\n}\n`,
  ].join('\n');
}

/** Writes the file when run by itself with the URL of a migrated database. */
if (process.argv[1]?.endsWith('render-tables.ts') && process.argv[2]) {
  await writeFile('database/tables.ts', await renderTables(process.argv[2]));
}
