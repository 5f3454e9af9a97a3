/** The settings: read once from the environment, each with what is expected of it, or none at all. */
import path from 'node:path';
import type { ShrinkagePolicy } from '../pipeline/shrinkage.ts';
import { type ExtensionPolicy, usualExtensions } from '../schemas/campaign-window.ts';
import type { DutyPolicy } from '../schemas/duties.ts';
import type { MovePolicy } from '../schemas/enrolment.ts';
import { demoPaces, type PacePolicy, usualPaces } from '../schemas/pace.ts';
import type { PasswordPolicy } from '../schemas/password.ts';
import type { RetentionPolicy } from '../schemas/retention.ts';
import type { CodePolicy } from '../schemas/second-factor.ts';
import type { SessionPolicy } from '../schemas/session.ts';
import { nationalReading, townshipReading, type UrbanRuralClass } from '../schemas/unit.ts';
import { keptSecret } from './secret.ts';
import { environment, type logLevels } from './settings/environment.ts';
import { expectations } from './settings/expectations.ts';
import { isGuarded, type Watching, watchingOf } from './settings/watching.ts';
import { StartRefusal } from './start-refusal.ts';

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Connection string of the owner, who migrates; undefined: the embedded PostgreSQL. */
  readonly database_url: string | undefined;
  /** Connection string of the role that web and worker use; undefined: derived from the owner's. */
  readonly database_app_url: string | undefined;
  /** Undefined: the queue lives in PostgreSQL. */
  readonly redis_url: string | undefined;
  /** Absolute path. */
  readonly data: string;
  readonly secret: string;
  /** `MUSTER_OLD_SECRET`: what the keys are wrapped with until `muster keys rewrap`. */
  readonly old_secret: string | undefined;
  readonly is_demo: boolean;
  /** Whether ID numbers of made-up people (area 3799) are accepted. */
  readonly allows_test_ids: boolean;
  /** Urban-rural classes whose teachers count as rural. */
  readonly rural_classes: readonly UrbanRuralClass[];
  /** More departures than this in one change set need the reviewer's explicit word. */
  readonly shrinkage: ShrinkagePolicy;
  /** How many days beyond its own last day a county and a city may grant. */
  readonly extensions: ExtensionPolicy;
  /** What becomes of the enrolment of a teacher who moves. */
  readonly enrolment_on_move: MovePolicy;
  /** What passwords have to be, and for how long they are good. */
  readonly passwords: PasswordPolicy;
  /** `MUSTER_TOTP`: who signs in with a one-time code beside the password. */
  readonly codes: CodePolicy;
  /** How long a visit lasts. */
  readonly sessions: SessionPolicy;
  /** How much one account or address may ask for. */
  readonly paces: PacePolicy;
  /** Whether who sent a file may approve it. */
  readonly duties: DutyPolicy;
  /** For how long files are kept. */
  readonly retention: RetentionPolicy;
  /** `MUSTER_HTTPS`: people come by https, through a proxy; a cookie is then never sent in the clear. */
  readonly secure_cookies: boolean;
  /** `MUSTER_PROXY_HOPS`: proxies in front, each of which adds an address; undefined: those on this machine and, behind https, in the private network. */
  readonly proxy_hops: number | undefined;
  readonly worker_concurrency: number;
  /** Where figures and traces go. */
  readonly watching: Watching;
  readonly log_level: (typeof logLevels)[number];
}

/** Names every wrong setting, what was found, and what is expected; never a secret. */
export class SettingsError extends StartRefusal {}

/**
 * Reads and checks all settings; an empty one counts as absent. The demo is on unless there is a `DATABASE_URL`; where it
 * is, or the database is embedded, a missing secret is made and kept in the data folder. Throws a SettingsError.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  const wrong = [...new Set(parsed.error?.issues.map(({ path: [name] }) => String(name)))];
  const isEmbedded = given.DATABASE_URL === undefined && given.DATABASE_APP_URL === undefined;
  const isDemo = parsed.data?.MUSTER_DEMO ?? isEmbedded;
  if (!isEmbedded && !isDemo && given.MUSTER_SECRET === undefined) wrong.push('MUSTER_SECRET');
  if (parsed.data !== undefined && !isGuarded(watchingOf(parsed.data))) wrong.push('MUSTER_METRICS_TOKEN');
  if (parsed.data === undefined || wrong.length > 0) throw settingsError(wrong, given);
  const values = parsed.data;
  const paces = isDemo ? demoPaces : usualPaces;
  const data = path.resolve(values.MUSTER_DATA);
  return {
    port: values.PORT,
    host: values.HOST,
    database_url: values.DATABASE_URL,
    database_app_url: values.DATABASE_APP_URL,
    redis_url: values.REDIS_URL,
    data,
    secret: values.MUSTER_SECRET ?? keptSecret(data),
    old_secret: values.MUSTER_OLD_SECRET,
    is_demo: isDemo,
    allows_test_ids: values.MUSTER_ALLOW_TEST_IDS ?? isDemo,
    rural_classes: values.MUSTER_RURAL === 'township' ? townshipReading : nationalReading,
    shrinkage: {
      more_than_percent: values.MUSTER_SHRINKAGE_PERCENT,
      more_than_teachers: values.MUSTER_SHRINKAGE_TEACHERS,
    },
    extensions: {
      ...usualExtensions,
      county: values.MUSTER_EXTENSION_DAYS_COUNTY,
      city: values.MUSTER_EXTENSION_DAYS_CITY,
    },
    paces: {
      requests: values.MUSTER_REQUESTS_PER_MINUTE ?? paces.requests,
      stranger_requests: values.MUSTER_STRANGER_REQUESTS_PER_MINUTE ?? paces.stranger_requests,
      files: values.MUSTER_FILES_PER_HOUR ?? paces.files,
      sign_ins: values.MUSTER_SIGN_INS_PER_QUARTER ?? paces.sign_ins,
    },
    enrolment_on_move: values.MUSTER_ENROLMENT_ON_MOVE,
    duties: values.MUSTER_SEPARATE_DUTIES,
    passwords: {
      shape: values.MUSTER_PASSWORD_SHAPE,
      days: values.MUSTER_PASSWORD_DAYS,
      initial_days: values.MUSTER_INITIAL_PASSWORD_DAYS,
    },
    codes: values.MUSTER_TOTP ?? (isDemo ? 'optional' : 'required'),
    sessions: {
      idle_minutes: values.MUSTER_SESSION_IDLE_MINUTES,
      longest_hours: values.MUSTER_SESSION_HOURS,
    },
    retention: {
      uploads_days: values.MUSTER_KEEP_UPLOADS_DAYS,
      exports_days: values.MUSTER_KEEP_EXPORTS_DAYS,
    },
    secure_cookies: values.MUSTER_HTTPS,
    proxy_hops: values.MUSTER_PROXY_HOPS,
    worker_concurrency: values.WORKER_CONCURRENCY,
    watching: watchingOf(values),
    log_level: values.LOG_LEVEL,
  };
}

function settingsError(names: readonly string[], given: NodeJS.ProcessEnv): SettingsError {
  const zh = ['设置有误：'];
  const en = ['Wrong settings:'];
  for (const name of names) {
    const value = given[name];
    const expected = expectations[name] ?? { zh: '', en: '' };
    const found = value === undefined ? undefined : (expected.found ?? JSON.stringify)(value);
    zh.push(`  ${name}：${found === undefined ? '未设置' : `现为 ${found}`}，应为 ${expected.zh}`);
    en.push(`  ${name}: ${found === undefined ? 'is not set' : `found ${found}`}, expected ${expected.en}`);
  }
  return new SettingsError(zh.join('\n'), en.join('\n'));
}
