/** One file of 10,000 rows through Muster and through what a user would pick instead, on the same PostgreSQL. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from './ground.ts';
import { familyCpu } from './intake/cost.ts';
import { type PeerMode, type PeerRun, peerVersions, runPeer } from './peer/django.ts';
import { type Costly, musterRuns } from './peer/muster.ts';
import { type PeerSchool, peerSchools, registryCsv } from './peer/school.ts';
import { emptyDatabase } from './province/copies.ts';
import { rounded } from './quantiles.ts';

const goals = { usual: 60, best: 30 } as const satisfies Record<PeerMode, number>;
const modes = ['usual', 'best'] as const;
const missing =
  'apt-get install python3-django-import-export python3-psycopg2 python3-openpyxl: without them there is nothing to compare with';

/**
 * Measures; `--rows N` (10,000) and `--rounds N` (3) of Muster, each a school of its own in one registry, after one more that
 * warms up; their middle is compared. Ends with status 2 where Debian's packages of the peer are missing.
 */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { rows: { ...text, default: '10000' }, rounds: { ...text, default: '3' } },
  });
  const versions = await peerVersions();
  if (versions === null) {
    console.error(missing);
    process.exit(2);
  }
  const rows = Number(values.rows);
  const schools = peerSchools(rows, Number(values.rounds) + 1);
  const [school] = schools;
  if (school === undefined) throw new Error('no school was made');
  const ground = await prepare(4);
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'muster-peer-'));
  try {
    const [first, ...rounds] = await musterRuns(ground, schools, say);
    const peers = {} as Record<PeerMode, PeerRun & Costly>;
    for (const mode of modes) {
      const files = filesIn(folder, school);
      const url = await emptyDatabase(ground, `peer_${mode}`);
      const before = familyCpu(ground.postmaster);
      const peer = await runPeer(mode, files, url);
      const cpu_s = rounded(peer.python_cpu_s + (familyCpu(ground.postmaster) - before) / 1000);
      requireSame(school, peer);
      peers[mode] = { ...peer, cpu_s };
      say(`django-import-export ${versions}, ${mode}: ${JSON.stringify(peers[mode])}`);
    }
    const middle = rounds.toSorted((a, b) => a.wall_s - b.wall_s)[Math.floor(rounds.length / 2)];
    if (middle === undefined) throw new Error('no round was run');
    const ratioOf = (figure: 'wall_s' | 'cpu_s') =>
      Object.fromEntries(modes.map((mode) => [mode, rounded(peers[mode][figure] / middle[figure], 1)]));
    const ratio = ratioOf('wall_s');
    return {
      ...{ rows, versions, expected: school.expected, muster: middle, first_wall_s: first?.wall_s },
      ...{ rounds_wall_s: rounds.map(({ wall_s }) => wall_s), ...peers },
      ...{ ratio, cpu_ratio: ratioOf('cpu_s'), goals },
      is_met: modes.every((mode) => (ratio[mode] ?? 0) >= goals[mode]),
      ...{ cores: os.availableParallelism(), load: os.loadavg()[0] },
    };
  } finally {
    await ground.clear();
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesIn(folder: string, school: PeerSchool): { workbook: string; registry: string } {
  const files = { workbook: path.join(folder, 'school.xlsx'), registry: path.join(folder, 'registry.csv') };
  writeFileSync(files.workbook, school.workbook);
  writeFileSync(files.registry, registryCsv(school));
  return files;
}

function requireSame({ expected, known, elsewhere }: PeerSchool, found: PeerRun): void {
  const { added, changed, teachers } = found;
  const isSame =
    added === expected.added &&
    changed === expected.changed &&
    teachers === known.length + elsewhere.length + expected.added;
  if (!isSame) throw new Error(`${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}
