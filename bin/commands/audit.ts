/** `muster audit`: verifies the audit trail, and prints the anchors that an office keeps elsewhere. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Anchor, allAnchors, anchorLine, anchorsIn } from '../../database/audit-anchors.ts';
import { sealEvents } from '../../database/audit-seals.ts';
import { verifyAudit } from '../../database/audit-verification.ts';
import { connect, type Database } from '../../database/connect.ts';
import { asSystem } from '../../database/scope.ts';
import { unitNames } from '../../database/units.ts';
import { type AuditFinding, type AuditReport, auditFaults } from '../../schemas/audit-report.ts';
import { exitStatus } from '../exit-status.ts';
import { appUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';
import { StartRefusal } from '../start-refusal.ts';

const usage = `用法 Usage: muster audit verify [--anchors FILE] [--json]
             muster audit anchor [--all]
  verify  校验审计记录：任何修改、删除、插入或调换都会指出单位和序号。退出码 0：完好；1：有问题。
          --anchors：再与单独保存的锚点（anchor 的输出）核对。
          Verifies the audit trail: names unit and sequence of whatever was edited, deleted, slipped in or moved.
          Exit 0: whole; 1: something was found. --anchors holds it against anchors that were kept elsewhere.
  anchor  打印最近一个锚点（--all：全部），供抄录或另存。每行：日期 末号 单位数 摘要。
          Prints the newest anchor (--all: every one) to keep on paper or elsewhere: day, last seal, units, digest.
`;

interface Options {
  readonly anchors?: string | undefined;
  readonly all?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const tasks: Readonly<Record<string, (db: Database, options: Options) => Promise<number>>> = {
  verify,
  anchor: printAnchors,
};

/** @returns 0 when the trail is whole, 1 when not, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { anchors: { type: 'string' }, all: { type: 'boolean' }, json: { type: 'boolean' } },
  });
  const [name = '', ...others] = positionals;
  const task = Object.hasOwn(tasks, name) && others.length === 0 ? tasks[name] : undefined;
  if (task === undefined) {
    process.stderr.write(usage);
    return exitStatus.usage;
  }
  const settings = readSettings(process.env);
  const db = connect({ url: appUrlOf(settings), secret: settings.secret, max_connections: 1, system: true });
  try {
    return await task(db, values);
  } finally {
    await db.close();
  }
}

async function verify(db: Database, { anchors, json }: Options): Promise<number> {
  const kept = anchors === undefined ? [] : keptIn(anchors);
  // What was just written would only be told as waiting.
  while ((await sealEvents(db)).is_more);
  const report = await verifyAudit(db, { kept });
  const names = await namesOf(db, report);
  process.stdout.write(json ? `${JSON.stringify(withNames(report, names))}\n` : inWords(report, names));
  return report.found === 0 ? 0 : exitStatus.failed;
}

async function printAnchors(db: Database, { all }: Options): Promise<number> {
  const anchors = await allAnchors(db);
  for (const anchor of all ? anchors : anchors.slice(-1)) process.stdout.write(`${anchorLine(anchor)}\n`);
  return 0;
}

function keptIn(file: string): Anchor[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new StartRefusal(`读不到文件 ${file}。`, `${file} can't be read.`);
  }
  const anchors = anchorsIn(text);
  if (anchors.length > 0) return anchors;
  throw new StartRefusal(`${file} 中没有锚点。`, `There is no anchor in ${file}.`);
}

type Names = ReadonlyMap<string, string>;

const namesOf = (db: Database, { findings }: AuditReport): Promise<Names> =>
  asSystem(db, (tx) => unitNames(tx, [...new Set(findings.flatMap(({ unit_id }) => unit_id ?? []))]));

const withNames = (report: AuditReport, names: Names) => ({
  ...report,
  findings: report.findings.map((finding) => ({
    ...finding,
    unit_name: names.get(finding.unit_id ?? '') ?? null,
  })),
});

function inWords({ findings, found, sealed, units, anchors, waiting }: AuditReport, names: Names): string {
  const lines = findings.map((finding) => inLine(finding, names));
  if (found > findings.length) lines.push(`… ${found - findings.length}`);
  const verdict = found === 0 ? '完好 whole' : `发现问题 found: ${found}`;
  const facts = `事件 events: ${sealed} · 单位 units: ${units} · 锚点 anchors: ${anchors} · 待封存 waiting: ${waiting}`;
  return `${[...lines, `${verdict} · ${facts}`].join('\n')}\n`;
}

const range = (from: number | null, to?: number): string =>
  to === undefined || to === from ? String(from) : `${from}–${to}`;

function inLine(finding: AuditFinding, names: Names): string {
  const { unit_id, sequence, to_sequence, number, to_number, event_id, day } = finding;
  const place = [
    unit_id !== null && `单位 unit ${unit_id} ${names.get(unit_id) ?? ''}`.trimEnd(),
    sequence !== null && `序号 sequence ${range(sequence, to_sequence)}`,
    number !== null && `总号 number ${range(number, to_number)}`,
    event_id !== null && `事件 event ${event_id}`,
    day,
  ].filter(Boolean);
  const { zh, en } = auditFaults[finding.fault];
  return `${place.join(' · ')}\n  ${zh}\n  ${en}`;
}
