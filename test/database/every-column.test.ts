/**
 * What every column of the registry holds: sealed, hashed, or nothing that has to be. Asked of the live schema, so that a column that
 * nobody thought about fails here on the day that it is made.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealedColumns } from '../../database/sealed-columns.ts';
import { freshDatabase } from '../setup/database.ts';

/** By the name of the column wherever it stands, or by table and column. */
type Reasons = Readonly<Record<string, string>>;

/** Digests that nobody tries numbers on without a key that the database never sees. */
const hashed: Reasons = {
  identity_hash: 'HMAC of the document',
  mobile_hash: 'HMAC of the phone',
  cert_hash: 'HMAC of the certificate number',
  content_hash: 'HMAC of a change',
  group_hash: 'HMAC of what several changes have in common',
  name_hash: 'HMAC of a name to sign in by',
  place_hash: 'HMAC of an address',
  code_hash: 'HMAC of a random code',
  token_hash: 'SHA-256 of a random secret',
  password_hash: 'argon2id',
  mac: 'HMAC over an event',
  'audit_anchors.digest': 'HMAC over all heads',
  'exports.digest': 'SHA-256 of a whole file',
  'data_keys.wrapped': 'AES-256-GCM under a key that the secret yields',
};

/** Words of our own tables: nobody types into them. */
const chosen: Reasons = {
  ...{ state: 'a state', kind: 'a kind', action: 'an act', status: 'in service or not', stage: 'a stage' },
  ...{ subject: 'a subject', fields: 'names of columns', field: 'the name of a column', step: 'a step' },
  ...{
    template: 'a template',
    title: 'a title',
    purpose: 'of a key',
    sector: 'public or not',
    side: 'of a transfer',
  },
  ...{
    owes: 'a debt',
    route: 'of a transfer',
    origin: 'of a transfer',
    level: 'of a team',
    rule: 'the name of a rule',
  },
  ...{
    confirmed_side: 'of a transfer',
    covers: 'a unit or an area',
    counter: 'what is counted',
    reach: 'of a token',
  },
  ...{
    severity: 'of an issue',
    column_letter: 'a place in a file',
    format: 'of a file',
    encoding: 'of a file',
  },
  ...{
    made_how: 'a way',
    released_why: 'a cause',
    outcome: 'of a file',
    school_kind: 'a code',
    stages: 'of a school',
  },
  ...{
    urban_rural_class: 'a code',
    decision: 'yes or no',
    'absences.answer': 'a choice',
    'changes.answer': 'a choice',
  },
  ...{
    code: 'of a unit, or of an excuse',
    'bundle_files.reason': 'a code',
    refusal: 'a code with counts and sizes',
  },
  ...{
    choices: 'old or new, by column',
    progress: 'counts',
    counts: 'counts',
    options: 'of a plan',
    figures: 'counts',
  },
  ...{
    numbers: 'masked or full',
    as_of: 'a moment',
    id_type: 'a kind of document',
    gender: 'a choice',
    ethnicity: 'a choice',
    post_type: 'a choice',
  },
  ...{ education: 'a choice', cert_type: 'a kind of certificate', queue: 'where the queue lives' },
};

/** Of units, files and the calendar, which are nobody's person. */
const impersonal: Reasons = {
  ...{ turn: 'a place in the tree' },
  ...{ path: 'a place in the tree', unit_path: 'a place in the tree', city_path: 'a place in the tree' },
  ...{
    from_path: 'a place in the tree',
    to_path: 'a place in the tree',
    acting_path: 'a place in the tree',
    area_path: 'a place in the tree',
  },
  ...{
    unit_name: 'of a unit',
    'units.name': 'of a unit',
    aliases: 'of a unit',
    licence_no: 'of a kindergarten',
  },
  ...{ township: 'of a unit', workplace: 'of a unit', county: 'of a unit' },
  ...{
    'campaigns.name': 'of a campaign',
    'campaign_projects.name': 'of a project',
    workshop: 'of a workshop',
  },
  ...{ receipt: 'a number of ours', sha256: 'digest of a whole file', sheet: 'of a workbook' },
  'header_mappings.key': 'a header that somebody confirmed as one',
  'header_mappings.label': 'a header that somebody confirmed as one',
  'submission_snapshots.digest': 'over all people of a unit together',
  'staffing_plans.digest': 'over a whole plan',
  'staffing_plans.content': 'ids of people in groups; their names come from the registry',
  'bundle_files.claim': 'whose a file says that it is: code and name of a school',
};

/** Personal, and in clear on purpose. */
const knowingly: Reasons = {
  'teachers.name': 'what everybody is found by, and sorted',
  'teachers.name_key': 'the same, as it is compared',
  'teacher_revisions.name': 'what people of the past are found by',
  work_start: 'a month, needed for filters',
  'teachers.email': 'shown whole to whoever may see the teacher',
  username: 'what somebody signs in by',
  display_name: 'whom an act is told of',
  'former_holders.name': 'whom an act of the past is told of',
  honours: 'of an expert, published with the team',
  file_name: 'as the sender named the file, by which he knows it again',
  shown: 'the same, inside an archive',
  'tokens.label': 'what its owner calls it',
  'changes.reason': 'what a reviewer tells a school about one change',
  return_reason: 'what a reviewer tells a school about its file',
  revert_reason: 'the same, about taking changes back',
};

/** What pages keep between them. */
const watched: Reasons = {
  sid: 'a random id',
  sess: 'ids of account and visit, with times',
  'throttles.key': 'an id of an account, or an address',
  'events.detail': 'ids, codes and counts; a reason is sealed in it',
  'events.subject': 'a noun',
  'issues.params': 'counts and codes; values of a row are sealed beside them',
  'notices.params': 'names of units, counts and days',
  href: 'an address without a number of anybody',
};

const known = { ...hashed, ...chosen, ...impersonal, ...knowingly, ...watched };
const sealed = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`));

let columns: readonly { readonly table: string; readonly column: string; readonly type: string }[] = [];
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, udt_name as type from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely%'
        and udt_name in ('bytea', 'text', 'varchar', 'json', 'jsonb', '_text', '_bytea', '_jsonb') order by 1, 2`,
  );
  columns = rows;
  await owner.end();
});
afterAll(() => database.drop());

const nameOf = ({ table, column }: { readonly table: string; readonly column: string }) =>
  `${table}.${column}`;

describe('every column that can hold bytes, words or JSON', () => {
  it('is sealed and known to resealing, or it is said why it need not be', () => {
    const forgotten = columns.filter(
      (one) =>
        !sealed.has(nameOf(one)) && known[nameOf(one)] === undefined && known[one.column] === undefined,
    );
    expect(forgotten.map(nameOf)).toEqual([]);
  });

  it('that resealing walks is there, and holds bytes', () => {
    const types = new Map(columns.map((one) => [nameOf(one), one.type]));
    for (const name of sealed) expect(types.get(name), name).toBe('bytea');
  });

  it('that holds bytes is sealed or a digest, but for plans and digests of what is no secret', () => {
    const open = columns.filter(
      (one) =>
        one.type === 'bytea' &&
        !sealed.has(nameOf(one)) &&
        hashed[nameOf(one)] === undefined &&
        hashed[one.column] === undefined,
    );
    expect(open.map(nameOf)).toEqual([
      ...['bundles.sha256', 'staffing_plans.content', 'staffing_plans.digest'],
      ...['submission_snapshots.digest', 'uploads.sha256'],
    ]);
  });

  it('has a reason of its own, or none is written down for what is not there', () => {
    const names = new Set(columns.flatMap((one) => [nameOf(one), one.column]));
    expect(Object.keys(known).filter((name) => !names.has(name))).toEqual([]);
  });
});
