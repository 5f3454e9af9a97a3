/** Lines that break, drag, or end half-way: uploads cut by a dying web process, slow clients, and a deadline that passes meanwhile. */
import { createConnection, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../setup/eventually.ts';
import { send } from './load.ts';
import type { Strike } from './matrix.ts';
import { bytesOf, rosterOf, type School, somebody, spareOf } from './scene.ts';

const boundary = 'half-a-form';

/** An upload as a browser would write it, byte by byte in our hands. */
function formOf(school: School, bytes: Uint8Array): { head: string; body: Buffer } {
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="slow.csv"\r\nContent-Type: text/csv\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const head = [
    'POST /uploads HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${school.person.token}`,
    'Accept: application/json',
    'Connection: close',
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${body.length}`,
  ];
  return { head: `${head.join('\r\n')}\r\n\r\n`, body };
}

const dial = ({ ground }: Strike): Socket => {
  const socket = createConnection({
    port: Number(new URL(ground.url).port),
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  socket.on('error', () => undefined);
  return socket;
};

/** Half of a file has come when the web process dies; the school sends it again. */
export async function killInUpload(strike: Strike): Promise<void> {
  const { ground, scene, random } = strike;
  const school = spareOf(strike.scene);
  const bytes = bytesOf(rosterOf(school, [somebody(ground)]));
  const { head, body } = formOf(school, bytes);
  const socket = dial(strike);
  socket.write(head);
  socket.write(body.subarray(0, random.whole(1, body.length - 1)));
  await wait(random.whole(20, 200));
  ground.web.kill();
  socket.destroy();
  await send(scene, school, bytes, 'slow.csv');
}

/** The receipt is written and nobody was told of it yet when the web process dies. */
export async function killAfterReceipt(strike: Strike): Promise<void> {
  const { ground, scene } = strike;
  const school = spareOf(strike.scene);
  const bytes = bytesOf(rosterOf(school, [somebody(ground)]));
  for (const worker of ground.workers) worker.hold();
  try {
    const sending = send(scene, school, bytes, 'receipt.csv');
    await ground.postgres.asOwner((client) =>
      eventually(
        async () => {
          const { rows } = await client.query('select 1 from uploads where unit_id = $1', [
            school.place.unit.id,
          ]);
          return rows.length;
        },
        (count) => count > 0,
      ),
    );
    ground.web.kill();
    await sending;
  } finally {
    for (const worker of ground.workers) worker.letGo();
  }
}

/** Heads that never end, bodies that drip, and lines that are closed on one side: dozens of each. */
export async function dragLines(strike: Strike): Promise<void> {
  const { ground, scene, away_ms } = strike;
  const { head, body } = formOf(scene.last, bytesOf(rosterOf(scene.last, [somebody(ground)])));
  const sockets: Socket[] = [];
  const open = (): Socket => {
    const socket = dial(strike);
    sockets.push(socket);
    return socket;
  };
  const dripping: [Socket, string | Buffer][] = [];
  for (let n = 0; n < 40; n += 1) {
    dripping.push([open(), head]);
    const slow = open();
    slow.write(head);
    dripping.push([slow, body]);
    const half = open();
    half.write(head);
    half.end(body.subarray(0, n * 5 + 10));
  }
  for (let at = 0; at < away_ms / 100; at += 1) {
    for (const [socket, text] of dripping) if (at < text.length - 1) socket.write(text.slice(at, at + 1));
    await wait(100);
  }
  for (const socket of sockets) socket.destroy();
}

/** The collection ends while a file is on its way: it is taken in with its receipt, or not at all. */
export async function closeInUpload(strike: Strike): Promise<void> {
  const { ground, scene, random, away_ms } = strike;
  const school = spareOf(strike.scene);
  const bytes = bytesOf(rosterOf(school, [somebody(ground)]));
  const { head, body } = formOf(school, bytes);
  const socket = dial(strike);
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  const over = new Promise((resolve) => socket.once('close', resolve));
  const cut = random.whole(1, body.length - 1);
  socket.write(head);
  socket.write(body.subarray(0, cut));
  await wait(random.whole(0, 300));
  const yesterday = `(now() at time zone 'Asia/Shanghai')::date - 1`;
  await ground.postgres.asOwner(async (client) => {
    const { rows } = await client.query<{ closes_on: string }>(
      `select closes_on::text from campaign_windows where campaign_id = $1 and step = 'collection'`,
      [ground.campaign.id],
    );
    const set = (day: string) =>
      client.query(
        `update campaign_windows set closes_on = ${day} where campaign_id = $1 and step = 'collection'`,
        [ground.campaign.id],
      );
    await set(yesterday);
    try {
      // Not ended: who closes half of a line is not answered.
      socket.write(body.subarray(cut));
      await Promise.race([over, wait(10_000)]);
      await wait(away_ms);
    } finally {
      await set(`'${rows[0]?.closes_on}'`);
    }
    const kept = await client.query('select id from uploads where unit_id = $1', [school.place.unit.id]);
    const status = Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1]);
    if (status !== 201 && status !== 423) throw new Error(`a file at the deadline was answered ${status}`);
    if (kept.rows.length !== (status === 201 ? 1 : 0)) {
      throw new Error(`a file at the deadline was answered ${status} and kept ${kept.rows.length} times`);
    }
  });
  await send(scene, school, bytes, 'slow.csv');
}
