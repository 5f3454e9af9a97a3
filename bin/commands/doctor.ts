/** `muster doctor`: holds a registry to its promises while it is at work, and names whatever breaks one. */
import { parseArgs } from 'node:util';
import { sealEvents } from '../../database/audit-seals.ts';
import { verifyAudit } from '../../database/audit-verification.ts';
import { connect, type Database } from '../../database/connect.ts';
import { diagnose } from '../../database/diagnosis.ts';
import { recordsWithHistory } from '../../database/histories.ts';
import { replayFaults } from '../../pipeline/replay.ts';
import { type Diagnosis, laws } from '../../schemas/diagnosis.ts';
import { everywhere } from '../../schemas/unit.ts';
import { exitStatus } from '../exit-status.ts';
import { appUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';

const usage = `用法 Usage: muster doctor [--json]
  检查数据库是否符合系统的各项承诺，可在系统运行时执行。退出码 0：都符合；1：有不符合的，逐项列出。
  Holds the registry to what must be true of it, also while it is at work. Exit 0: all holds; 1: names what does not.
`;

/** @returns 0 when every law holds, 1 when not, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  if (positionals.length > 0) {
    process.stderr.write(usage);
    return exitStatus.usage;
  }
  const settings = readSettings(process.env);
  const db = connect({ url: appUrlOf(settings), secret: settings.secret, max_connections: 1, system: true });
  try {
    let broken = 0;
    for await (const diagnosis of examine(db)) {
      if (diagnosis.found > 0) broken += 1;
      process.stdout.write(values.json ? `${JSON.stringify(diagnosis)}\n` : inWords(diagnosis));
    }
    return broken === 0 ? 0 : exitStatus.failed;
  } finally {
    await db.close();
  }
}

/** All laws, each as soon as it is known. */
export async function* examine(db: Database): AsyncGenerator<Diagnosis> {
  yield* diagnose(db);
  yield await histories(db);
  yield await trail(db);
}

const most = 10;

async function histories(db: Database): Promise<Diagnosis> {
  const examples: string[] = [];
  let found = 0;
  for await (const teacher of recordsWithHistory(db, everywhere)) {
    const faults = teacher.revisions.length === 0 ? ['none'] : replayFaults(teacher).map(({ code }) => code);
    if (faults.length === 0) continue;
    found += 1;
    if (examples.length < most) examples.push(`teacher ${teacher.id}: ${faults.join(', ')}`);
  }
  return { law: 'history-leads-to-present', found, examples };
}

async function trail(db: Database): Promise<Diagnosis> {
  // What was just written would only be told as waiting.
  while ((await sealEvents(db)).is_more);
  const { found, findings } = await verifyAudit(db);
  const examples = findings.slice(0, most).map(({ fault, event_id }) => `${fault} ${event_id ?? ''}`.trim());
  return { law: 'trail-is-whole', found, examples };
}

function inWords({ law, found, examples }: Diagnosis): string {
  const { zh, en } = laws[law];
  const verdict = found === 0 ? '好 holds ' : `不符 broken: ${found}`;
  const shown = examples.map((example) => `    ${example}\n`).join('');
  return `${verdict}  ${zh}\n          ${en}\n${shown}${found > examples.length ? '    …\n' : ''}`;
}
