/** What every process of ours says of itself to Prometheus: which version it is, its memory and event loop, its pool, its disk. */
import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from '../database/connect.ts';
import { version } from './version.ts';

/** A registry that holds these; whoever counts more adds to it. `data` is the folder of the embedded server. */
export function openProcessFigures(
  { pool }: Pick<Database, 'pool'>,
  role: 'web' | 'worker',
  data: string,
): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'muster_' });
  new Gauge({
    name: 'muster_build_info',
    help: 'The version that runs',
    labelNames: ['version', 'node', 'role'],
    registers,
  }).set({ version, node: process.versions.node, role }, 1);
  new Gauge({
    name: 'muster_pool_connections',
    help: 'Connections to the database: in use, idle, and requests for one that wait',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'in_use' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  new Gauge({ name: 'muster_pool_size', help: 'Connections at the most', registers }).set(
    pool.options.max ?? 10,
  );
  diskGauge(
    data,
    registry,
    'muster_data_size_bytes',
    'Size of the disk of MUSTER_DATA',
    ({ blocks }) => blocks,
  );
  diskGauge(data, registry, 'muster_data_free_bytes', 'What is left of it', ({ bavail }) => bavail);
  return registry;
}

function diskGauge(
  folder: string,
  registry: Registry,
  name: string,
  help: string,
  blocksOf: (disk: StatsFs) => number,
): void {
  new Gauge({
    ...{ name, help },
    registers: [registry],
    async collect() {
      // With a server elsewhere nobody made the folder.
      const disk = await statfs(folder).catch(() => null);
      if (disk === null) this.remove();
      else this.set(blocksOf(disk) * disk.bsize);
    },
  });
}
