/** Server-sent events: which upload within the caller's scope moved, as it moves; pages then ask for what they show. */
import type { Response } from 'express';
import { z } from 'zod';
import { inScope } from '../../../database/scope.ts';
import { listUploads, uploadById } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Asked } from '../../asked.ts';
import { isStillIn } from '../../caller.ts';
import { idSchema } from '../../inputs.ts';
import { route } from '../../route.ts';

const usualHeartbeat_ms = 20_000;
/** States that will move without anybody's doing: what a new stream starts with. */
const moving = ['received', 'approved'] as const;
const mostInSnapshot = 100;

const query = z.object({ upload: idSchema.optional() });
type EventsAsked = Asked<unknown, z.infer<typeof query>, unknown, Actor>;

export const eventRoutes = [
  route({
    method: 'get',
    path: '/events',
    summary: {
      zh: '实时事件：辖区内上传文件的状态与进度；?upload= 只看一份',
      en: 'Live events: state and progress of uploads in scope; ?upload= for one alone',
    },
    who: 'signed-in',
    query,
    produces: 'text/event-stream',
    serve: async (asked) => {
      const snapshot = await snapshotOf(asked);
      open(asked.res);
      for (const one of snapshot) send(asked.res, one);
      stream(asked);
    },
  }),
];

interface Moved {
  readonly upload_id: string;
  readonly state: string;
}

/** Throws `not-found` for an upload outside the scope, before the stream begins. */
const snapshotOf = ({ db, actor, query: { upload } }: EventsAsked): Promise<Moved[]> =>
  inScope(db, actor.unit_path, async (tx) => {
    const uploads =
      upload === undefined
        ? (await listUploads(tx, { states: moving, limit: mostInSnapshot })).uploads
        : [await uploadById(tx, upload)];
    return uploads.map(({ id, state }) => ({ upload_id: id, state }));
  });

function open(res: Response): void {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that buffer would hold events back until the stream ends.
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
}

const send = (res: Response, moved: Moved): boolean =>
  res.write(`event: upload\ndata: ${JSON.stringify({ upload_id: moved.upload_id, state: moved.state })}\n\n`);

function stream(asked: EventsAsked): void {
  const { app, req, actor, res, query } = asked;
  const end = () => res.end();
  const stop = app.live.watch({
    scope: actor.unit_path,
    account_id: actor.account_id,
    hear: (notice) => {
      if (query.upload === undefined || query.upload === notice.upload_id) send(res, notice);
    },
    missed: () => {
      snapshotOf(asked)
        .then((snapshot) => snapshot.forEach((one) => void send(res, one)))
        .catch(end);
    },
    end,
  });
  const heartbeat = setInterval(() => {
    res.write(': still here\n\n');
    // A stream outlives the request that opened it, but neither the visit nor the account.
    isStillIn(app, req, actor)
      .then((isIn) => isIn || end())
      .catch(end);
  }, app.heartbeat_ms ?? usualHeartbeat_ms);
  res.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
