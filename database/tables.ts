/** The tables as they are; rewritten by `npm run tables`, held against the live schema by a test. */
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { AbsenceAnswer } from '../schemas/absence.ts';
import type { BundleOutcome, UnitClaim, UnroutedReason } from '../schemas/bundle.ts';
import type { CampaignStep, WindowName } from '../schemas/campaign.ts';
import type { CellChoices, ChangeKind, Decision } from '../schemas/change.ts';
import type { ExcuseCode, ReleaseCause } from '../schemas/enrolment.ts';
import type { EnrolmentState } from '../schemas/enrolment-lifecycle.ts';
import type { Progress, UploadCounts } from '../schemas/examined.ts';
import type { ExpertTitle, TeamLevel } from '../schemas/expert.ts';
import type { ExpertState } from '../schemas/expert-lifecycle.ts';
import type { ExtensionCover, ExtensionState } from '../schemas/extension.ts';
import type { Severity } from '../schemas/issue.ts';
import type { MadeHow, PlanFigures } from '../schemas/kept-plan.ts';
import type { Params } from '../schemas/language.ts';
import type { Debt } from '../schemas/lifecycle.ts';
import type { NoticeKind } from '../schemas/notice.ts';
import type { Refusal } from '../schemas/refusal.ts';
import type { RecordField } from '../schemas/sheets/teacher.ts';
import type { TemplateId } from '../schemas/sheets.ts';
import type { TryCounter } from '../schemas/sign-in-pace.ts';
import type { StaffingOptions } from '../schemas/staffing.ts';
import type { Stage, Subject } from '../schemas/subject.ts';
import type { SubmissionCounts } from '../schemas/submission.ts';
import type { SubmissionState } from '../schemas/submission-lifecycle.ts';
import type { TokenReach } from '../schemas/token.ts';
import type { TransferOrigin, TransferRoute, TransferSide } from '../schemas/transfer.ts';
import type { TransferState } from '../schemas/transfer-lifecycle.ts';
import type { SchoolKind, Sector, UnitKind, UrbanRuralClass } from '../schemas/unit.ts';
import type { UploadState } from '../schemas/upload-lifecycle.ts';
import type { WorkbookFormat } from '../schemas/workbook.ts';

export interface AbsencesTable {
  unit_id: string;
  unit_path: string;
  teacher_id: string;
  base_version: number;
  answer: AbsenceAnswer;
  destination_unit_id: string | null;
  sealed: Buffer | null;
  upload_id: string;
  answered_by: string;
  answered_at: Generated<Date>;
}

export interface AccountsTable {
  id: GeneratedAlways<string>;
  username: string;
  password_hash: string;
  unit_id: string;
  unit_path: string;
  display_name: string | null;
  disabled_at: Date | null;
  created_at: Generated<Date>;
  last_sign_in_at: Date | null;
  must_change_password: Generated<boolean>;
  contact: Buffer | null;
  password_set_at: Generated<Date>;
  initial_until: Date | null;
  initial_used_at: Date | null;
  held_since: Generated<Date>;
  successor: Buffer | null;
  successor_named_at: Date | null;
  locked_until: Date | null;
}

export interface AuditAnchorsTable {
  day: string;
  number: string;
  units: number;
  digest: Buffer;
  made_at: Generated<Date>;
}

export interface AuditHeadsTable {
  unit_id: string;
  sequence: string;
  number: string;
  mac: Buffer;
}

export interface AuditPendingTable {
  event_id: string;
}

export interface AuditSealsTable {
  number: string;
  unit_id: string;
  sequence: string;
  event_id: string;
  mac: Buffer;
}

export interface BundleFilesTable {
  bundle_id: string;
  position: number;
  shown: string;
  outcome: BundleOutcome;
  reason: UnroutedReason | null;
  refusal: JSONColumnType<Refusal | null, string | null, string | null>;
  claim: JSONColumnType<UnitClaim | null, string | null, string | null>;
  upload_id: string | null;
  sealed: Buffer | null;
}

export interface BundlesTable {
  id: GeneratedAlways<string>;
  receipt: string;
  unit_id: string;
  unit_path: string;
  file_name: string;
  size_bytes: number;
  sha256: Buffer;
  received_at: Generated<Date>;
  received_by: string;
}

export interface CampaignProjectsTable {
  campaign_id: string;
  stage: Stage;
  name: string;
}

export interface CampaignSubjectsTable {
  campaign_id: string;
  stage: Stage;
  subject: Subject;
  position: number;
}

export interface CampaignWindowsTable {
  campaign_id: string;
  step: WindowName;
  opens_on: string;
  closes_on: string;
}

export interface CampaignsTable {
  id: GeneratedAlways<string>;
  year: number;
  name: string;
  created_at: Generated<Date>;
}

export interface ChangeSetsTable {
  id: GeneratedAlways<string>;
  upload_id: string;
  created_at: Generated<Date>;
}

export interface ChangesTable {
  id: GeneratedAlways<string>;
  change_set_id: string;
  upload_id: string;
  position: number;
  kind: ChangeKind;
  risk: number;
  teacher_id: string | null;
  base_version: number | null;
  fields: Generated<RecordField[]>;
  sheet: string | null;
  row_number: number | null;
  sealed: Buffer;
  content_hash: Buffer;
  decision: Decision | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  identity_hash: Buffer | null;
  answer: AbsenceAnswer | null;
  answered_by: string | null;
  answered_at: Date | null;
  carried: Generated<boolean>;
  choices: JSONColumnType<CellChoices | null, string | null, string | null>;
  group_hash: Buffer | null;
}

export interface DataKeysTable {
  purpose: string;
  version: number;
  wrapped: Buffer | null;
  active_from: Generated<Date>;
  created_at: Generated<Date>;
  retired_at: Date | null;
}

export interface EnrolmentExcusesTable {
  campaign_id: string;
  teacher_id: string;
  unit_id: string;
  unit_path: string;
  code: ExcuseCode;
  sealed: Buffer | null;
  said_by: string;
  said_at: Generated<Date>;
}

export interface EnrolmentsTable {
  id: GeneratedAlways<string>;
  campaign_id: string;
  campaign_year: number;
  teacher_id: string;
  identity_hash: Buffer;
  unit_id: string;
  unit_path: string;
  stage: Stage;
  subject: Subject | null;
  state: EnrolmentState;
  upload_id: string | null;
  enrolled_by: string;
  enrolled_at: Generated<Date>;
  version: Generated<number>;
  released_at: Date | null;
  released_by: string | null;
  released_why: ReleaseCause | null;
  reason: Buffer | null;
  changed_at: Generated<Date>;
}

export interface EventsTable {
  id: GeneratedAlways<string>;
  at: Generated<Date>;
  account_id: string | null;
  unit_id: string;
  unit_path: string;
  subject: string;
  subject_id: string | null;
  action: string;
  detail: JSONColumnType<Params>;
}

export interface ExpertsTable {
  id: GeneratedAlways<string>;
  campaign_id: string;
  unit_id: string;
  unit_path: string;
  level: TeamLevel;
  workshop: string | null;
  state: ExpertState;
  identity_hash: Buffer;
  teacher_id: string | null;
  workplace: string;
  county: string;
  county_id: string | null;
  stage: Stage;
  subject: Subject | null;
  title: ExpertTitle;
  honours: string | null;
  capacity: number;
  serves: string[] | null;
  sealed: Buffer;
  upload_id: string | null;
  proposed_by: string;
  proposed_at: Generated<Date>;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: Buffer | null;
}

export interface ExportPartsTable {
  export_id: string;
  position: number;
  sealed: Buffer;
}

export interface ExportsTable {
  id: GeneratedAlways<string>;
  kind: string;
  format: string;
  numbers: string;
  area_id: string;
  area_path: string;
  campaign_id: string | null;
  city_id: string | null;
  as_of: string | null;
  unit_id: string;
  unit_path: string;
  asked_by: string;
  asked_at: Generated<Date>;
  reason: Buffer | null;
  state: Generated<string>;
  owes: Generated<string | null>;
  round: Generated<number>;
  attempts: Generated<number>;
  claimed_at: Date | null;
  dispatched_at: Date | null;
  rows_expected: number;
  rows_written: Generated<number>;
  size_bytes: string | null;
  digest: Buffer | null;
  snapshot_at: Date | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  request_id: string | null;
}

export interface ExtensionsTable {
  id: GeneratedAlways<string>;
  campaign_id: string;
  step: WindowName;
  unit_id: string;
  unit_path: string;
  covers: ExtensionCover;
  state: ExtensionState;
  asked_until: string | null;
  until: string | null;
  reason: Buffer;
  answer: Buffer | null;
  made_by: string;
  made_at: Generated<Date>;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface FormerHoldersTable {
  id: GeneratedAlways<string>;
  account_id: string;
  unit_id: string;
  unit_path: string;
  name: string | null;
  contact: Buffer | null;
  held_since: Date;
  held_until: Date;
}

export interface FormerPasswordsTable {
  id: GeneratedAlways<string>;
  account_id: string;
  password_hash: string;
  ended_at: Date;
}

export interface HeadcountsTable {
  unit_id: string;
  unit_path: string;
  stage: string | null;
  status: string;
  teachers: number;
  verified: number;
}

export interface HeaderMappingsTable {
  id: GeneratedAlways<string>;
  unit_id: string;
  unit_path: string;
  template: TemplateId;
  key: string;
  label: string;
  field: string | null;
  made_by: string;
  made_at: Generated<Date>;
}

export interface IssuesTable {
  upload_id: string;
  position: number;
  rule: string;
  severity: Severity;
  sheet: string;
  row_number: number | null;
  column_letter: string | null;
  field: string | null;
  params: JSONColumnType<Params>;
  sealed: Buffer | null;
  repairable: Generated<boolean>;
}

export interface NoticeReadsTable {
  notice_id: string;
  account_id: string;
  at: Generated<Date>;
}

export interface NoticesTable {
  id: GeneratedAlways<string>;
  unit_id: string;
  unit_path: string;
  kind: NoticeKind;
  params: JSONColumnType<Params>;
  href: string;
  at: Generated<Date>;
}

export interface OpeningsTable {
  campaign_id: string;
  unit_id: string;
  unit_path: string;
  stage: Stage;
  opened_by: string;
  opened_at: Generated<Date>;
}

export interface RecoveryCodesTable {
  account_id: string;
  code_hash: Buffer;
}

export interface RemindersTable {
  unit_id: string;
  unit_path: string;
  sender_unit_id: string;
  sent_on: string;
  account_id: string;
  sent_at: Generated<Date>;
  step: string;
}

export interface RevertRefusalsTable {
  upload_id: string;
  cells: number;
  sealed: Buffer;
}

export interface SecondFactorsTable {
  account_id: string;
  sealed: Buffer;
  set_at: Generated<Date>;
  last_step: string;
}

export interface SessionsTable {
  sid: string;
  sess: unknown;
  expire: Date;
}

export interface SignInTriesTable {
  counter: TryCounter;
  name_hash: Buffer;
  place_hash: Buffer;
  tries: Generated<number>;
  free_at: Date;
  forget_at: Date;
}

export interface StaffingPlansTable {
  id: GeneratedAlways<string>;
  campaign_id: string;
  city_id: string;
  city_path: string;
  version: number;
  made_how: MadeHow;
  options: JSONColumnType<StaffingOptions>;
  figures: JSONColumnType<PlanFigures>;
  content: Buffer;
  digest: Buffer;
  made_by: string;
  made_at: Generated<Date>;
  published_at: Date | null;
  published_by: string | null;
}

export interface SubmissionReasonsTable {
  submission_id: string;
  version: number;
  sealed: Buffer;
}

export interface SubmissionSnapshotsTable {
  id: GeneratedAlways<string>;
  submission_id: string;
  unit_name: string;
  digest: Buffer;
  counts: JSONColumnType<SubmissionCounts>;
  at: Date;
}

export interface SubmissionsTable {
  id: GeneratedAlways<string>;
  campaign_id: string;
  step: CampaignStep;
  unit_id: string;
  unit_path: string;
  state: SubmissionState;
  version: Generated<number>;
  snapshot_id: string | null;
  submitted_at: Date | null;
  submitted_by: string | null;
  accepted_at: Date | null;
  accepted_by: string | null;
}

export interface TeacherRevisionsTable {
  teacher_id: string;
  version: number;
  kind: ChangeKind;
  fields: Generated<RecordField[]>;
  unit_id: string;
  sealed: Buffer;
  upload_id: string | null;
  change_id: string | null;
  sheet: string | null;
  row_number: number | null;
  made_by: string | null;
  made_at: Generated<Date>;
  name: string | null;
  stage: string | null;
  status: string | null;
}

export interface TeachersTable {
  id: GeneratedAlways<string>;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  identity_hash: Buffer;
  name: string;
  id_type: string;
  gender: string | null;
  birth_date: string | null;
  ethnicity: string | null;
  post_type: string | null;
  stage: string | null;
  subject: string | null;
  is_rural: boolean | null;
  work_start: string | null;
  education: string | null;
  title: string | null;
  cert_type: string | null;
  email: string | null;
  status: string;
  mobile_hash: Buffer | null;
  cert_hash: Buffer | null;
  sealed: Buffer;
  verified_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  name_key: GeneratedAlways<string | null>;
}

export interface ThrottlesTable {
  key: string;
  points: Generated<number>;
  expire: string | null;
}

export interface TokensTable {
  id: GeneratedAlways<string>;
  account_id: string;
  token_hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
  revoked_at: Date | null;
  label: string | null;
  reach: Generated<TokenReach>;
  last_used_at: Date | null;
}

export interface TransfersTable {
  id: GeneratedAlways<string>;
  teacher_id: string;
  base_version: number;
  from_unit_id: string;
  from_path: string;
  to_unit_id: string;
  to_path: string;
  acting_unit_id: string;
  acting_path: string;
  route: TransferRoute;
  state: TransferState;
  side: TransferSide;
  origin: TransferOrigin;
  upload_id: string | null;
  sheet: string | null;
  row_number: number | null;
  effective_date: string | null;
  sealed: Buffer;
  proposed_by: string;
  proposed_at: Generated<Date>;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  confirmed_side: TransferSide | null;
  confirmed_upload_id: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: Buffer | null;
}

export interface UnitCodesTable {
  code: string;
  unit_id: string;
  valid_from: string | null;
  valid_to: string | null;
}

export interface UnitsTable {
  id: GeneratedAlways<string>;
  parent_id: string | null;
  path: string;
  kind: UnitKind;
  name: string;
  code: string | null;
  school_kind: SchoolKind | null;
  stages: Generated<Stage[]>;
  sector: Sector | null;
  urban_rural_class: UrbanRuralClass | null;
  licence_no: string | null;
  township: string | null;
  aliases: Generated<string[]>;
  created_at: Generated<Date>;
  version: Generated<number>;
  expected_headcount: number | null;
  closed_at: Date | null;
  merged_into: string | null;
}

export interface UploadEditsTable {
  id: GeneratedAlways<string>;
  upload_id: string;
  step: number;
  sheet: string;
  row_number: number;
  column_number: number | null;
  sealed: Buffer;
  made_by: string;
  made_at: Generated<Date>;
  undone_at: Date | null;
}

export interface UploadFilesTable {
  upload_id: string;
  sealed: Buffer;
}

export interface UploadRowsTable {
  upload_id: string;
  position: number;
  rows: number;
  sealed: Buffer;
}

export interface UploadsTable {
  id: GeneratedAlways<string>;
  receipt: string;
  unit_id: string;
  unit_path: string;
  template: TemplateId | null;
  campaign_id: string | null;
  file_name: string;
  size_bytes: number;
  sha256: Buffer;
  state: UploadState;
  owes: Debt | null;
  attempts: Generated<number>;
  dispatched_at: Date | null;
  claimed_at: Date | null;
  received_at: Generated<Date>;
  received_by: string;
  submitted_at: Date | null;
  submitted_by: string | null;
  reviewed_at: Date | null;
  reviewed_by: string | null;
  applied_at: Date | null;
  return_reason: string | null;
  progress: JSONColumnType<Progress | null, string | null, string | null>;
  counts: JSONColumnType<UploadCounts | null, string | null, string | null>;
  refusal: JSONColumnType<Refusal | null, string | null, string | null>;
  format: WorkbookFormat | null;
  encoding: string | null;
  change_set_id: string | null;
  reverts: string | null;
  revert_reason: string | null;
  file_deleted_at: Date | null;
  turn: GeneratedAlways<string>;
  wanted_by: Generated<Date>;
  request_id: string | null;
}

export interface WorkersSeenTable {
  id: string;
  started_at: Generated<Date>;
  seen_at: Generated<Date>;
  concurrency: number;
  in_hand: number;
  queue: string;
  waiting: number | null;
  active: number | null;
  delayed: number | null;
}

export interface Tables {
  absences: AbsencesTable;
  accounts: AccountsTable;
  audit_anchors: AuditAnchorsTable;
  audit_heads: AuditHeadsTable;
  audit_pending: AuditPendingTable;
  audit_seals: AuditSealsTable;
  bundle_files: BundleFilesTable;
  bundles: BundlesTable;
  campaign_projects: CampaignProjectsTable;
  campaign_subjects: CampaignSubjectsTable;
  campaign_windows: CampaignWindowsTable;
  campaigns: CampaignsTable;
  change_sets: ChangeSetsTable;
  changes: ChangesTable;
  data_keys: DataKeysTable;
  enrolment_excuses: EnrolmentExcusesTable;
  enrolments: EnrolmentsTable;
  events: EventsTable;
  experts: ExpertsTable;
  export_parts: ExportPartsTable;
  exports: ExportsTable;
  extensions: ExtensionsTable;
  former_holders: FormerHoldersTable;
  former_passwords: FormerPasswordsTable;
  headcounts: HeadcountsTable;
  header_mappings: HeaderMappingsTable;
  issues: IssuesTable;
  notice_reads: NoticeReadsTable;
  notices: NoticesTable;
  openings: OpeningsTable;
  recovery_codes: RecoveryCodesTable;
  reminders: RemindersTable;
  revert_refusals: RevertRefusalsTable;
  second_factors: SecondFactorsTable;
  sessions: SessionsTable;
  sign_in_tries: SignInTriesTable;
  staffing_plans: StaffingPlansTable;
  submission_reasons: SubmissionReasonsTable;
  submission_snapshots: SubmissionSnapshotsTable;
  submissions: SubmissionsTable;
  teacher_revisions: TeacherRevisionsTable;
  teachers: TeachersTable;
  throttles: ThrottlesTable;
  tokens: TokensTable;
  transfers: TransfersTable;
  unit_codes: UnitCodesTable;
  units: UnitsTable;
  upload_edits: UploadEditsTable;
  upload_files: UploadFilesTable;
  upload_rows: UploadRowsTable;
  uploads: UploadsTable;
  workers_seen: WorkersSeenTable;
}
