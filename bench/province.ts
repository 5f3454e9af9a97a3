/** A whole province sends its files over HTTP to real web and worker processes: how fast, at what cost, and whether every verdict is right. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../database/connect.ts';
import { usualMess } from '../samples/simulate/messing.ts';
import { writeProvince } from '../samples/simulate/write-province.ts';
import { type Ground, prepare, secret } from './ground.ts';
import { copyOf } from './province/copies.ts';
import { manifestOf } from './province/folder.ts';
import { type QueueName, sendAndCheck } from './province/one-run.ts';
import { fillFromFolder } from './province/registry.ts';

const usage = `npm run bench -- province [--units N] [--queue redis|postgres|both] [--json]
  --units N         how many units (400); 40000 is the province, which takes some minutes to lay out
  --messy SHARE     share of messy files (${usualMess})
  --seed N          another province (1)
  --queue WHICH     both where there is a redis-server, else postgres
  --connections N   of the driver (32)
  --workers N       worker processes (1), each with --concurrency N (4)
  --within SECONDS  the arrivals of the last days pressed into so many seconds; as fast as it goes when left out
  --walk N          units that are walked on through review, enrolment and exports (40)
  --keep DIR        the province and its registry are made there once and used again`;

type Options = ReturnType<typeof parsed>;

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ units: { ...text, default: '400' }, seed: { ...text, default: '1' }, keep: text },
      ...{ messy: { ...text, default: String(usualMess) }, queue: { ...text, default: 'both' } },
      ...{ connections: { ...text, default: '32' }, workers: { ...text, default: '1' } },
      ...{ concurrency: { ...text, default: '4' }, within: text, walk: { ...text, default: '40' } },
      help: { type: 'boolean' },
    },
  });
  const { units, seed, messy, connections, workers, concurrency, within, walk } = values;
  return {
    ...{ keep: values.keep, queue: values.queue, wants_help: values.help ?? false },
    province: { units: Number(units), seed: Number(seed), messy: Number(messy) },
    run: {
      ...{ connections: Number(connections), workers: Number(workers), concurrency: Number(concurrency) },
      ...{ within_s: within === undefined ? undefined : Number(within), walk: Number(walk) },
    },
  };
}

/** Measures; `--help` says what can be asked for. */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const options = parsed(args);
  if (options.wants_help) {
    console.log(usage);
    process.exit(0);
  }
  const place = options.keep ?? mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-province-'));
  const ground = await prepare(4, options.keep === undefined ? undefined : path.join(place, 'postgres'));
  try {
    const laid_out = await layOut(ground, place, options, say);
    const files = manifestOf(path.join(place, 'folder'));
    const runs: Record<string, unknown> = {};
    for (const queue of queuesOf(options.queue, ground)) {
      const owner_url = await copyOf(ground, `run_${queue}`);
      const owner = connect({ url: owner_url, secret, max_connections: 3 });
      try {
        const redis = queue === 'redis' ? ground.redis : null;
        const stand = { owner, owner_url, postmaster: ground.postmaster, redis };
        runs[queue] = await sendAndCheck(stand, path.join(place, 'folder'), files, options.run, say);
      } finally {
        await owner.close();
      }
    }
    const [load] = os.loadavg();
    return {
      ...{ ...options.province, ...options.run, ...laid_out, cores: os.availableParallelism(), load },
      ...{ goals: { wall_s: 180, mismatches: 0, of: '40,000 units on 2 cores' }, ...runs },
    };
  } finally {
    await ground.clear();
    if (options.keep === undefined) rmSync(place, { recursive: true, force: true });
  }
}

function queuesOf(asked: string, { redis }: Ground): QueueName[] {
  if (asked === 'both') return redis === null ? ['postgres'] : ['redis', 'postgres'];
  if (asked === 'redis' && redis === null) throw new Error('there is no redis-server on this machine');
  if (asked !== 'redis' && asked !== 'postgres') throw new Error(usage);
  return [asked];
}

/** The province's files and the registry that they are sent to, unless they are there. */
async function layOut(
  ground: Ground,
  place: string,
  { province }: Options,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const mark = path.join(place, 'made.json');
  if (existsSync(mark)) {
    const { asked, made } = JSON.parse(readFileSync(mark, 'utf8'));
    if (JSON.stringify(asked) !== JSON.stringify(province))
      throw new Error(`${place} holds another province: ${JSON.stringify(asked)}`);
    return made;
  }
  mkdirSync(place, { recursive: true });
  const folder = path.join(place, 'folder');
  const began = performance.now();
  const written = await writeProvince(folder, province, (count) => say(`${count} files …`));
  const simulated = performance.now();
  const { teachers } = await fillFromFolder(ground.owner, folder, say);
  const made = {
    ...{ files: written.files, rows: written.rows, mib: Math.round(written.bytes / 1024 / 1024), teachers },
    simulated_s: Math.round((simulated - began) / 1000),
    registered_s: Math.round((performance.now() - simulated) / 1000),
  };
  writeFileSync(mark, JSON.stringify({ asked: province, made }));
  say(JSON.stringify(made));
  return made;
}
