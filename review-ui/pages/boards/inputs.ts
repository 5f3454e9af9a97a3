/** What boards take from addresses. */
import { z } from 'zod';

/** What a reminder came to; nonsense says nothing. */
const told = z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined);
export const toldQuery = z.object({ reminded: told, skipped: told, done: told });
