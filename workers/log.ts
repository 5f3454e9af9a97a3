/** What workers write down: ids, counts, codes and durations; never a value from a file or a record. */
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

export interface Failure {
  readonly name: string;
  readonly code?: string;
  /** Left out where the message may quote what was being read or stored. */
  readonly message?: string;
  readonly at?: string;
}

/** Errors whose messages quote data: the server's quote values, a parser's quote the text. */
const quoting = new Set(['DatabaseError', 'SyntaxError', 'ZodError', 'RangeError']);

/** An error as it may be logged. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: typeof error };
  const name = error.constructor.name;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const isQuoting = quoting.has(name) || 'severity' in error;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    name,
    ...code,
    ...(isQuoting ? {} : { message: error.message }),
    ...(frames?.length ? { at: frames.slice(0, 5).join('\n') } : {}),
  };
}
