/** One ear per process on the database's notices, fanned out to whoever watches and may see. */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { type Listener, listen } from '../database/outbox.ts';
import { within } from '../schemas/unit.ts';

const noticeSchema = z.object({ upload_id: z.string(), unit_path: z.string(), state: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export interface Watcher {
  /** Unit path whose subtree is visible to the watcher. */
  readonly scope: string;
  readonly account_id: string;
  readonly hear: (notice: Notice) => void;
  /** Notices may have been lost: look again. */
  readonly missed: () => void;
  /** The process ends, or the account watches too much. */
  readonly end: () => void;
}

export interface Live {
  /** Starts to hear; answers how to stop. */
  watch(watcher: Watcher): () => void;
  close(): Promise<void>;
}

const retry_ms = 2_000;
/** Streams that one account may hold open; the oldest gives way. */
const mostPerAccount = 12;

export function openLive(db: Database, log: Logger): Live {
  const watchers = new Set<Watcher>();
  let closed = false;
  let ear: Promise<Listener> | null = null;
  let retry: NodeJS.Timeout | undefined;

  const heard = (payload: string) => {
    const parsed = noticeSchema.safeParse(JSON.parse(payload));
    if (!parsed.success) return;
    for (const watcher of watchers) {
      if (within(watcher.scope, parsed.data.unit_path)) watcher.hear(parsed.data);
    }
  };
  const lost = (error?: Error) => {
    ear = null;
    if (closed) return;
    log.warn({ err: error }, 'lost the connection that hears notices');
    retry = setTimeout(() => {
      start();
      for (const watcher of watchers) watcher.missed();
    }, retry_ms);
  };
  const start = () => {
    if (ear !== null || closed) return;
    ear = listen(db, 'states', heard, lost);
    ear.catch((error: Error) => lost(error));
  };

  return {
    watch(watcher) {
      start();
      const own = [...watchers].filter((one) => one.account_id === watcher.account_id);
      if (own.length >= mostPerAccount) own[0]?.end();
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      for (const watcher of watchers) watcher.end();
      await ear?.then((listener) => listener.close()).catch(() => undefined);
    },
  };
}
