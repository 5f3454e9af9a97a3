/** `muster check`: checks files offline by the rules of the registry, without one. */
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { contextOf } from '../../pipeline/context.ts';
import { mostIssuesTold } from '../../schemas/digest.ts';
import type { ExamineContext } from '../../schemas/examined.ts';
import type { Language } from '../../schemas/language.ts';
import { type TemplateId, templateIds } from '../../schemas/sheets.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import { Reader } from '../../workers/reading/reader.ts';
import { type FileOutcome, hasErrors, jsonLine, readable } from '../check-output.ts';
import { exitStatus } from '../exit-status.ts';

const usage = `用法 Usage: muster check FILE… [--template ${templateIds.join('|')}] [--json] [--values] [--allow-test-ids] [--language zh|en]

  --json            每个文件输出一行 JSON  one JSON object per file, one a line
  --values          附上理解后的各行  with the rows as understood
  --allow-test-ids  允许演示用证件号 3799…  accept ID numbers of the demo
退出码 Exit: 0 无错误 no errors · 1 有错误 row errors · 2 有文件无法读取 a file was refused`;

const ROW_ERRORS = 1;
const REFUSED = 2;
const READING_PROCESSES = 2;
const FILES_AHEAD = 4;

interface Asked {
  readonly files: readonly string[];
  readonly template: TemplateId | null;
  readonly json: boolean;
  readonly values: boolean;
  readonly language: Language;
  readonly allowTestIds: boolean;
}

const isTemplate = (name: string): name is TemplateId => (templateIds as readonly string[]).includes(name);

/** What the arguments ask for, or the exit status after saying why not. */
function asked(args: string[]): Asked | number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      template: { type: 'string' },
      json: { type: 'boolean', default: false },
      values: { type: 'boolean', default: false },
      'allow-test-ids': { type: 'boolean', default: false },
      language: { type: 'string', default: 'zh' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { template = null, language } = values;
  const known = template === null || isTemplate(template);
  if (positionals.length === 0 || !known || (language !== 'zh' && language !== 'en')) {
    console.error(usage);
    return exitStatus.usage;
  }
  return {
    files: positionals,
    template,
    json: values.json,
    values: values.values,
    language,
    allowTestIds: values['allow-test-ids'],
  };
}

const mebi = 1024 * 1024;
/**
 * Whoever checks at a desk waits for the answer: any file ends within ten seconds and 600 MiB (docs/decisions/0009). What takes
 * more is read on the server, where nobody waits.
 */
const limits = {
  ...defaultReadLimits,
  time_ms: 7_000,
  memory_mib: 340,
  unpacked_bytes: 120 * mebi,
  cells: 4_000_000,
  findings: 400_000,
};

const contextFor = ({ template, allowTestIds }: Asked): ExamineContext => {
  const policy = { allow_test_ids: allowTestIds, rural_classes: nationalReading, limits };
  return contextOf(policy, { template, unit: null, stamp_key: null }, new Date());
};

async function outcomeOf(file: string, reader: Reader, asked: Asked): Promise<FileOutcome> {
  const context = contextFor(asked);
  const { size } = await stat(file);
  const { file_bytes } = context.limits;
  if (size > file_bytes) {
    const params = { limit_mib: Math.floor(file_bytes / mebi) };
    return { file, template: asked.template, outcome: { refused: { code: 'file-too-large', params } } };
  }
  const { template, values } = asked;
  const wanted = { context, most_issues: mostIssuesTold, values };
  const outcome = await reader.ask('digest', { bytes: await readFile(file), asked: wanted });
  return { file, template, outcome };
}

/** Enough for one write; a reader that is slow holds up the next one. */
const CHARS_PER_WRITE = 65_536;

async function print(pieces: Iterable<string>): Promise<void> {
  let waiting = '';
  const write = async (): Promise<void> => {
    if (!process.stdout.write(waiting)) await once(process.stdout, 'drain');
    waiting = '';
  };
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length > CHARS_PER_WRITE) await write();
  }
  waiting += '\n';
  await write();
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'path' in error;

const statusOf = ({ outcome }: FileOutcome): number => {
  if ('refused' in outcome) return REFUSED;
  return hasErrors(outcome.ok) ? ROW_ERRORS : 0;
};

/** Prints what each file holds. Resolves to 0 without errors, 1 with row errors, 2 when a file was refused or is missing. */
export async function run(args: string[]): Promise<number> {
  const request = asked(args);
  if (typeof request === 'number') return request;
  const processes = Math.min(READING_PROCESSES, request.files.length);
  const reader = new Reader({ limits, processes });
  const begin = (file: string): Promise<FileOutcome | NodeJS.ErrnoException> =>
    outcomeOf(file, reader, request).catch((error: unknown) => {
      if (isFileError(error)) return error;
      throw error;
    });
  // A few at a time, so that one is read while another is told; told in the order given.
  const waiting = [...request.files];
  const begun = waiting.splice(0, FILES_AHEAD).map(begin);
  let status = 0;
  try {
    for (let pending = begun.shift(); pending !== undefined; pending = begun.shift()) {
      const outcome = await pending;
      begun.push(...waiting.splice(0, 1).map(begin));
      if (outcome instanceof Error) {
        console.error(`${outcome.path}: ${outcome.message}`);
        status = REFUSED;
        continue;
      }
      const { json, language } = request;
      if (json) await print(jsonLine(outcome, language));
      else console.log(readable(outcome, language));
      status = Math.max(status, statusOf(outcome));
    }
  } finally {
    await reader.close();
  }
  return status;
}
