/** The environment as texts become values: one row for each setting. */
import { z } from 'zod';
import { appRole } from '../../database/migrate.ts';
import { usualShrinkage } from '../../pipeline/shrinkage.ts';
import { usualExtensions } from '../../schemas/campaign-window.ts';
import { dutyPolicies } from '../../schemas/duties.ts';
import { movePolicies } from '../../schemas/enrolment.ts';
import { passwordShapes, usualPasswords } from '../../schemas/password.ts';
import { fewest_upload_days, usualRetention } from '../../schemas/retention.ts';
import { codePolicies } from '../../schemas/second-factor.ts';
import { usualSessions } from '../../schemas/session.ts';
import { redisPlaceOf } from '../../workers/redis-place.ts';
import { shortest_secret_length } from '../secret.ts';
import { address, hostName, wholeNumber, yesOrNo } from './texts.ts';
import { watchingEnvironment } from './watching.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const databaseUrl = address('postgres:', 'postgresql:').refine(
  (value) => URL.canParse(value) && new URL(value).pathname.length > 1,
);
/** Migration makes this role; another one would have no rights. */
const databaseAppUrl = databaseUrl.refine((value) => {
  if (!URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === appRole && password !== '';
});

export const environment = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: hostName.default('127.0.0.1'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_APP_URL: databaseAppUrl.optional(),
  REDIS_URL: z
    .string()
    .refine((value) => redisPlaceOf(value) !== null)
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
  ...watchingEnvironment,
  LOG_LEVEL: z.enum(logLevels).default('info'),
});
