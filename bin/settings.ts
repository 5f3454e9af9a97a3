/** The settings: read once from the environment, each with what is expected of it, or none at all. */
import path from 'node:path';
import { z } from 'zod';
import { appRole } from '../database/migrate.ts';
import { type ShrinkagePolicy, usualShrinkage } from '../pipeline/shrinkage.ts';
import { type ExtensionPolicy, usualExtensions } from '../schemas/campaign-window.ts';
import { type DutyPolicy, dutyPolicies } from '../schemas/duties.ts';
import { type MovePolicy, movePolicies } from '../schemas/enrolment.ts';
import { demoPaces, type PacePolicy, usualPaces } from '../schemas/pace.ts';
import { type PasswordPolicy, passwordShapes, usualPasswords } from '../schemas/password.ts';
import { fewest_upload_days, type RetentionPolicy, usualRetention } from '../schemas/retention.ts';
import { type CodePolicy, codePolicies } from '../schemas/second-factor.ts';
import { type SessionPolicy, usualSessions } from '../schemas/session.ts';
import { nationalReading, townshipReading, type UrbanRuralClass } from '../schemas/unit.ts';
import { keptSecret, shortest_secret_length } from './secret.ts';
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
  readonly log_level: (typeof logLevels)[number];
}

/** Names every wrong setting, what was found, and what is expected; never a secret. */
export class SettingsError extends StartRefusal {}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const yes = ['1', 'true', 'yes', 'on'];
const no = ['0', 'false', 'no', 'off'];

/** A setting: how it is understood, and what to tell somebody who wrote something else. */
interface Expectation {
  readonly zh: string;
  readonly en: string;
  /** What was found, without what must not be shown. Default: as written. */
  readonly found?: (value: string) => string;
}

const pace: Expectation = { zh: '10–999999 的整数', en: 'a whole number from 10 to 999,999' };

const expectations: Readonly<Record<string, Expectation>> = {
  PORT: { zh: '1–65535 的整数', en: 'a whole number from 1 to 65535' },
  HOST: {
    zh: '监听的地址或主机名，如 127.0.0.1 或 0.0.0.0',
    en: 'an address or host name, such as 127.0.0.1 or 0.0.0.0',
  },
  DATABASE_URL: {
    zh: 'postgresql://用户:密码@主机:端口/数据库',
    en: 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
    found: withoutCredentials,
  },
  DATABASE_APP_URL: {
    zh: `postgresql://${appRole}:密码@主机:端口/数据库`,
    en: `postgresql://${appRole}:PASSWORD@HOST:PORT/DATABASE`,
    found: withoutCredentials,
  },
  REDIS_URL: {
    zh: 'redis://主机:端口 或 rediss://…',
    en: 'redis://HOST:PORT or rediss://…',
    found: withoutCredentials,
  },
  MUSTER_DATA: { zh: '数据文件夹的路径', en: 'the path of the data folder' },
  MUSTER_SECRET: {
    zh: `至少 ${shortest_secret_length} 个字符的随机密钥，如 openssl rand -base64 32 的输出`,
    en: `a random secret of at least ${shortest_secret_length} characters, such as openssl rand -base64 32 prints`,
    found: (value) => `${value.length} 个字符 characters`,
  },
  MUSTER_OLD_SECRET: {
    zh: `更换前的 MUSTER_SECRET，至少 ${shortest_secret_length} 个字符`,
    en: `the MUSTER_SECRET of before, of at least ${shortest_secret_length} characters`,
    found: (value) => `${value.length} 个字符 characters`,
  },
  MUSTER_DEMO: { zh: '1 或 0', en: '1 or 0' },
  MUSTER_ALLOW_TEST_IDS: { zh: '1 或 0', en: '1 or 0' },
  MUSTER_RURAL: {
    zh: 'national（210、220）或 township（乡镇均算）',
    en: 'national (210, 220) or township (townships too)',
  },
  MUSTER_SHRINKAGE_PERCENT: { zh: '0–100 的整数', en: 'a whole number from 0 to 100' },
  MUSTER_SHRINKAGE_TEACHERS: { zh: '0–100000 的整数', en: 'a whole number from 0 to 100,000' },
  MUSTER_EXTENSION_DAYS_COUNTY: { zh: '0–365 的整数', en: 'a whole number from 0 to 365' },
  MUSTER_EXTENSION_DAYS_CITY: { zh: '0–365 的整数', en: 'a whole number from 0 to 365' },
  MUSTER_ENROLMENT_ON_MOVE: {
    zh: 'follow（随人转移）或 release（取消）',
    en: 'follow (it goes along) or release (it ends)',
  },
  MUSTER_SEPARATE_DUTIES: {
    zh: 'possible（有另一位管理员时）、always（总是）或 never（不分离）',
    en: 'possible (where there is another admin), always or never',
  },
  MUSTER_PASSWORD_SHAPE: {
    zh: 'either（12 位，或 10 位且含三种字符）、length（12 位）或 classes（10 位且含三种字符）',
    en: 'either (12 characters, or 10 of three kinds), length (12) or classes (10 of three kinds)',
  },
  MUSTER_PASSWORD_DAYS: { zh: '0–3650 的整数，0 表示不过期', en: 'a whole number from 0 (never) to 3650' },
  MUSTER_INITIAL_PASSWORD_DAYS: { zh: '1–90 的整数', en: 'a whole number from 1 to 90' },
  MUSTER_TOTP: {
    zh: 'required（县级及以上必须）、optional（自愿）或 off（不用）',
    en: 'required (of counties and above), optional or off',
  },
  MUSTER_SESSION_IDLE_MINUTES: { zh: '5–480 的整数', en: 'a whole number from 5 to 480' },
  MUSTER_SESSION_HOURS: { zh: '1–24 的整数', en: 'a whole number from 1 to 24' },
  MUSTER_KEEP_UPLOADS_DAYS: {
    zh: `${fewest_upload_days}–3650 的整数，或 0（永久保存）`,
    en: `a whole number from ${fewest_upload_days} to 3650, or 0 (for ever)`,
  },
  MUSTER_KEEP_EXPORTS_DAYS: {
    zh: '0–3650 的整数，0 表示永久保存',
    en: 'a whole number from 0 (for ever) to 3650',
  },
  MUSTER_REQUESTS_PER_MINUTE: pace,
  MUSTER_STRANGER_REQUESTS_PER_MINUTE: pace,
  MUSTER_FILES_PER_HOUR: pace,
  MUSTER_SIGN_INS_PER_QUARTER: pace,
  MUSTER_HTTPS: { zh: '1 或 0', en: '1 or 0' },
  MUSTER_PROXY_HOPS: { zh: '0–9 的整数', en: 'a whole number from 0 to 9' },
  WORKER_CONCURRENCY: { zh: '1–64 的整数', en: 'a whole number from 1 to 64' },
  LOG_LEVEL: { zh: logLevels.join('、'), en: `one of ${logLevels.join(', ')}` },
};

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const yesOrNo = z
  .string()
  .toLowerCase()
  .refine((value) => yes.includes(value) || no.includes(value))
  .transform((value) => yes.includes(value));
const isUrl = (value: string, protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);
const databaseUrl = z
  .string()
  .refine((value) => isUrl(value, ['postgres:', 'postgresql:']) && new URL(value).pathname.length > 1);
/** Migration makes this role; another one would have no rights. */
const databaseAppUrl = databaseUrl.refine((value) => {
  if (!URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === appRole && password !== '';
});

const environment = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_APP_URL: databaseAppUrl.optional(),
  REDIS_URL: z
    .string()
    .refine((value) => isUrl(value, ['redis:', 'rediss:']))
    .optional(),
  MUSTER_DATA: z.string().default('.muster'),
  MUSTER_SECRET: z.string().min(shortest_secret_length).optional(),
  MUSTER_OLD_SECRET: z.string().min(shortest_secret_length).optional(),
  MUSTER_DEMO: yesOrNo.optional(),
  MUSTER_ALLOW_TEST_IDS: yesOrNo.optional(),
  MUSTER_RURAL: z.enum(['national', 'township']).default('national'),
  MUSTER_SHRINKAGE_PERCENT: wholeNumber(0, 100).default(usualShrinkage.more_than_percent),
  MUSTER_SHRINKAGE_TEACHERS: wholeNumber(0, 100_000).default(usualShrinkage.more_than_teachers),
  MUSTER_EXTENSION_DAYS_COUNTY: wholeNumber(0, 365).default(usualExtensions.county),
  MUSTER_EXTENSION_DAYS_CITY: wholeNumber(0, 365).default(usualExtensions.city),
  MUSTER_ENROLMENT_ON_MOVE: z.enum(movePolicies).default('follow'),
  MUSTER_SEPARATE_DUTIES: z.enum(dutyPolicies).default('possible'),
  MUSTER_PASSWORD_SHAPE: z.enum(passwordShapes).default(usualPasswords.shape),
  MUSTER_PASSWORD_DAYS: wholeNumber(0, 3650).default(usualPasswords.days),
  MUSTER_INITIAL_PASSWORD_DAYS: wholeNumber(1, 90).default(usualPasswords.initial_days),
  MUSTER_TOTP: z.enum(codePolicies).optional(),
  MUSTER_SESSION_IDLE_MINUTES: wholeNumber(5, 480).default(usualSessions.idle_minutes),
  MUSTER_SESSION_HOURS: wholeNumber(1, 24).default(usualSessions.longest_hours),
  MUSTER_KEEP_UPLOADS_DAYS: wholeNumber(0, 3650)
    .refine((days) => days === 0 || days >= fewest_upload_days)
    .default(usualRetention.uploads_days),
  MUSTER_KEEP_EXPORTS_DAYS: wholeNumber(0, 3650).default(usualRetention.exports_days),
  MUSTER_REQUESTS_PER_MINUTE: wholeNumber(10, 999_999).optional(),
  MUSTER_STRANGER_REQUESTS_PER_MINUTE: wholeNumber(10, 999_999).optional(),
  MUSTER_FILES_PER_HOUR: wholeNumber(10, 999_999).optional(),
  MUSTER_SIGN_INS_PER_QUARTER: wholeNumber(10, 999_999).optional(),
  MUSTER_HTTPS: yesOrNo.default(false),
  MUSTER_PROXY_HOPS: wholeNumber(0, 9).optional(),
  WORKER_CONCURRENCY: wholeNumber(1, 64).default(4),
  LOG_LEVEL: z.enum(logLevels).default('info'),
});

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

/** Enough of an address to recognise it by; user, password and parameters may be secret. */
function withoutCredentials(value: string): string {
  if (!URL.canParse(value)) return /^[a-z]+:/i.exec(value)?.[0].concat('…') ?? '(…)';
  const url = new URL(value);
  return `${url.protocol}//${url.username === '' ? '' : '…@'}${url.host}${url.pathname}`;
}
