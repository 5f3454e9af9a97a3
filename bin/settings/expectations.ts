/** What each setting should be, in words for whoever wrote something else. */
import { appRole } from '../../database/migrate.ts';
import { fewest_upload_days } from '../../schemas/retention.ts';
import { shortest_secret_length } from '../secret.ts';
import { logLevels } from './environment.ts';
import { watchingExpectations } from './watching.ts';

/** A setting: how it is understood, and what to tell somebody who wrote something else. */
export interface Expectation {
  readonly zh: string;
  readonly en: string;
  /** What was found, without what must not be shown. Default: as written. */
  readonly found?: (value: string) => string;
}

const pace: Expectation = { zh: '10–999999 的整数', en: 'a whole number from 10 to 999,999' };

export const expectations: Readonly<Record<string, Expectation>> = {
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
    zh: 'redis://主机:端口、redis+sentinel://:密码@主机:26379,主机:26379/主库名 或 redis+cluster://主机:6379,主机:6379；加密用 rediss',
    en: 'redis://HOST:PORT, redis+sentinel://:PASSWORD@HOST:26379,HOST:26379/MASTER or redis+cluster://HOST:6379,HOST:6379; rediss for TLS',
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
  ...watchingExpectations,
  LOG_LEVEL: { zh: logLevels.join('、'), en: `one of ${logLevels.join(', ')}` },
};

/** Enough of an address to recognise it by; user, password and parameters may be secret. An address may name several hosts. */
function withoutCredentials(value: string): string {
  const protocol = /^[a-z+]+:/i.exec(value)?.[0];
  if (protocol === undefined) return '(…)';
  const at = value.lastIndexOf('@');
  const login = value.slice(protocol.length, at + 1);
  const place = value.slice(Math.max(at + 1, protocol.length)).replace(/^\/\//, '');
  const shown = /^([\w.,:[\]-]+(?:\/[\w-]*)?)(?:[?#]|$)/.exec(place)?.[1];
  // What stands before the last @ may be part of a parameter or of a password; then nothing is certain.
  if (shown === undefined || /[?#]/.test(login)) return `${protocol}…`;
  return `${protocol}//${login === '' ? '' : '…@'}${shown}`;
}
