/** Names of the fields that were not as they should be, each once. */
import type { ZodSafeParseResult } from 'zod';

export const wrongFields = (said: ZodSafeParseResult<unknown>): string[] =>
  said.success ? [] : [...new Set(said.error.issues.map(({ path }) => String(path[0])))];
