/** Hears how an upload moves, as a page does: by server-sent events. */
import http from 'node:http';
import { createInterface } from 'node:readline';
import type { UploadState } from '../../schemas/upload-lifecycle.ts';

export interface Live {
  /** Resolves once the upload is in that state. Throws when it came to one that is not on the way there, or the stream ended. */
  reaches(state: UploadState, byWayOf: readonly UploadState[]): Promise<void>;
  close(): void;
}

const prefix = 'data: ';

/** Opens the stream of one upload, which begins with the state that it is in. */
export async function openLive(url: string, token: string, upload_id: string): Promise<Live> {
  const request = http.get(`${url}/events?upload=${upload_id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const stream = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  if (stream.statusCode !== 200) throw new Error(`events were answered ${stream.statusCode}`);
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  return {
    reaches: async (state, byWayOf) => {
      for (let line = await lines.next(); !line.done; line = await lines.next()) {
        if (!line.value.startsWith(prefix)) continue;
        const heard = (JSON.parse(line.value.slice(prefix.length)) as { state: UploadState }).state;
        if (heard === state) return;
        if (!byWayOf.includes(heard))
          throw new Error(`upload ${upload_id} came to ${heard}, not to ${state}`);
      }
      throw new Error(`the events ended before upload ${upload_id} came to ${state}`);
    },
    close: () => request.destroy(),
  };
}
