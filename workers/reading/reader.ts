/** Reads strangers' files in processes of their own: whatever a file does, this process goes on. */
import type { ExamineContext, Outcome } from '../../schemas/examined.ts';
import type { ReadLimits } from '../../schemas/workbook.ts';
import { Pool, type Request } from '../confined/pool.ts';
import type { works } from './work.ts';

export interface ReaderOptions {
  readonly limits: ReadLimits;
  readonly processes?: number;
}

export class Reader extends Pool<typeof works> {
  constructor({ limits, processes }: ReaderOptions) {
    const entry = new URL('./child.ts', import.meta.url);
    super({ name: 'reading', entry, limits, processes });
  }

  /** Examines a file; {@link ask} for the work that is done most. */
  examine({ context, ...request }: Request & { readonly context: ExamineContext }): Promise<Outcome> {
    return this.ask('examine', { ...request, asked: context });
  }
}
