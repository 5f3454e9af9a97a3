/** The command line: a table of subcommands, each in its own file, loaded when it is called. */
import { exitStatus } from './exit-status.ts';
import { inStartWords, StartRefusal } from './start-refusal.ts';

interface Command {
  readonly zh: string;
  readonly en: string;
  readonly load: () => Promise<{ run(args: string[]): Promise<number> }>;
}

const commands: Readonly<Record<string, Command>> = {
  check: {
    zh: '离线校验文件',
    en: 'check files offline',
    load: () => import('./commands/check.ts'),
  },
  simulate: {
    zh: '生成虚构省份的表格',
    en: "write a made-up province's workbooks",
    load: () => import('./commands/simulate.ts'),
  },
  migrate: {
    zh: '把数据库升级到当前版本',
    en: 'bring the database to this version',
    load: () => import('./commands/migrate.ts'),
  },
  admin: {
    zh: '创建管理员账号（admin create）',
    en: 'create an admin account (admin create)',
    load: () => import('./commands/admin.ts'),
  },
  audit: {
    zh: '校验审计记录、打印锚点（audit verify、audit anchor）',
    en: 'verify the audit trail, print anchors (audit verify, audit anchor)',
    load: () => import('./commands/audit.ts'),
  },
  doctor: {
    zh: '检查数据库是否符合各项承诺',
    en: 'hold the registry to what must be true of it',
    load: () => import('./commands/doctor.ts'),
  },
  backup: {
    zh: '备份登记库（backup FILE，可在系统运行时执行；--verify 校验）',
    en: 'back the registry up while it is at work (backup FILE; --verify proves one)',
    load: () => import('./commands/backup.ts'),
  },
  restore: {
    zh: '从备份恢复登记库（restore FILE）',
    en: 'restore the registry from a backup (restore FILE)',
    load: () => import('./commands/restore.ts'),
  },
  retention: {
    zh: '删除超过保存期限的文件（retention，--dry-run 只统计）',
    en: 'delete files whose time is over (retention; --dry-run only counts)',
    load: () => import('./commands/retention.ts'),
  },
  keys: {
    zh: '更换和销毁加密密钥（keys list、rotate、reseal、retire、rewrap）',
    en: 'change and retire the keys of what is sealed (keys list, rotate, reseal, retire, rewrap)',
    load: () => import('./commands/keys.ts'),
  },
};

function usage(): string {
  const rows = Object.entries(commands).map(([name, { zh, en }]) => `  ${name.padEnd(10)}${zh} ${en}`);
  return ['用法 Usage: muster COMMAND …', '', ...rows, '', 'muster COMMAND --help'].join('\n');
}

async function main([name = '', ...args]: string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) {
    console.log(usage());
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    if (name !== '') console.error(`没有这个命令 no such command: ${name}\n`);
    console.error(usage());
    return exitStatus.usage;
  }
  const command = await commands[name]?.load();
  return (await command?.run(args)) ?? exitStatus.usage;
}

/** Options that a command does not know. */
const isWrongOption = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

// Whoever read the output has left, as `| head` does: nobody is there to be told the rest.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitStatus.brokenPipe : exitStatus.failed);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  const error = inStartWords(thrown);
  if (error instanceof StartRefusal) {
    console.error(error.message);
    process.exitCode = exitStatus.wrongSettings;
  } else if (isWrongOption(error)) {
    console.error(`${error.message}\n\n${usage()}`);
    process.exitCode = exitStatus.usage;
  } else {
    throw error;
  }
}
