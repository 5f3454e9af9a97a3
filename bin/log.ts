/** The log of a process: one JSON object a line, on standard output. */
import { type Logger, pino } from 'pino';
import type { Settings } from './settings.ts';

/** Nothing should log these; if something does, they stay out all the same. */
const secrets = ['password', 'token', 'secret', 'authorization', 'cookie', 'id_number', 'mobile', 'cert_no'];

export function openLog({ log_level }: Pick<Settings, 'log_level'>, name: string): Logger {
  return pino({
    name,
    level: log_level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: secrets.flatMap((each) => [each, `*.${each}`, `*.*.${each}`]),
  });
}
