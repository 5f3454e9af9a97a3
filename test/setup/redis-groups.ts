/** Several real Redis servers that act as one: a master with its replica and three sentinels, or a cluster of three nodes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../bin/free-port.ts';
import { eventually } from './eventually.ts';
import { startRedis, type TestRedis } from './redis.ts';

export interface RedisGroup {
  /** For `REDIS_URL`. */
  readonly url: string;
  /** Kills the server that holds the queue. Resolves when another one, or itself begun anew, has taken its place. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

const password = 'of-the-queue-in-this-test';
const kept = ['--save', '', '--appendonly', 'yes'];
const name = 'main';

/** With a password, as sentinels in the same network should have. They take a second to see that the master is gone. */
export async function startSentinels(): Promise<RedisGroup> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-sentinels-'));
  const login = [...kept, '--requirepass', password, '--masterauth', password];
  const master = await startRedis({ args: login });
  const replica = await startRedis({ args: [...login, '--replicaof', `127.0.0.1 ${master.port}`] });
  await eventually(
    () => ask(replica, (client) => client.info('replication')),
    (info) => info.includes('master_link_status:up'),
  );
  const sentinels: TestRedis[] = [];
  for (const each of ['a', 'b', 'c']) {
    const file = path.join(folder, `${each}.conf`);
    writeFileSync(
      file,
      [
        `sentinel monitor ${name} 127.0.0.1 ${master.port} 2`,
        `sentinel auth-pass ${name} ${password}`,
        `sentinel down-after-milliseconds ${name} 1000`,
        `sentinel failover-timeout ${name} 5000`,
        '',
      ].join('\n'),
    );
    sentinels.push(await startRedis({ args: [file, '--sentinel'] }));
  }
  // They hear of each other and of the replica from the master.
  for (const { port } of sentinels) {
    await eventually(
      () => askSentinel(port, 'master', name).then((facts) => new Map(pairs(facts as string[]))),
      (facts) => facts.get('num-slaves') === '1' && facts.get('num-other-sentinels') === '2',
    );
  }
  return {
    url: `redis+sentinel://:${password}@${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${name}`,
    failOver: async () => {
      await master.kill();
      await eventually(
        () => askSentinel(sentinels[0]?.port ?? 0, 'get-master-addr-by-name', name),
        (address) => (address as string[])[1] === String(replica.port),
        30_000,
      );
    },
    stop: async () => {
      for (const server of [...sentinels, replica, master]) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const slots = 16_384;
/** All keys of the queue begin with it, and so are in one slot. */
const prefix = '{muster}';

export async function startCluster(): Promise<RedisGroup> {
  const folders = ['a', 'b', 'c'].map(() => mkdtempSync(path.join(os.tmpdir(), 'muster-cluster-')));
  const args = [...kept, '--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const start = async (folder: string, port: number) => await startRedis({ args, folder, port });
  const nodes: TestRedis[] = [];
  for (const folder of folders) nodes.push(await start(folder, await clusterPort()));
  const each = slots / nodes.length;
  for (const [index, node] of nodes.entries()) {
    const from = Math.ceil(index * each);
    const to = Math.ceil((index + 1) * each);
    await ask(
      node,
      (client) => client.cluster('ADDSLOTS', ...Array.from({ length: to - from }, (_, n) => from + n)),
      '',
    );
    if (index > 0) await ask(node, (client) => client.cluster('MEET', '127.0.0.1', nodes[0]?.port ?? 0), '');
  }
  const isWhole = async (): Promise<boolean> => {
    const all = await Promise.all(
      nodes.map((node) => ask(node, (client) => client.cluster('INFO'), '').catch(() => '')),
    );
    return all.every((info) => info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3'));
  };
  await eventually(isWhole, (is) => is, 30_000);
  const queueSlot = await ask(nodes[0] as TestRedis, (client) => client.cluster('KEYSLOT', prefix), '');
  const owner = Math.floor(queueSlot / each);
  return {
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    failOver: async () => {
      const { port } = nodes[owner] as TestRedis;
      await nodes[owner]?.kill();
      nodes[owner] = await start(folders[owner] ?? '', port);
      await eventually(isWhole, (is) => is, 30_000);
    },
    stop: async () => {
      for (const node of nodes) await node.stop();
    },
  };
}

/** Nodes talk to each other at the port 10,000 above their own. */
async function clusterPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 55_000) return port;
  }
}

async function ask<T>(
  { port }: Pick<TestRedis, 'port'>,
  question: (client: Redis) => Promise<T>,
  secret = password,
): Promise<T> {
  const client = new Redis({
    port,
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    ...(secret === '' ? {} : { password: secret }),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await question(client);
  } finally {
    client.disconnect();
  }
}

const askSentinel = (port: number, ...words: [string, ...string[]]): Promise<unknown> =>
  ask({ port }, (client) => client.call('SENTINEL', ...words), '');

const pairs = (facts: readonly string[]): [string, string][] =>
  facts.flatMap((fact, index) =>
    index % 2 === 0 ? [[fact, facts[index + 1] ?? ''] as [string, string]] : [],
  );
