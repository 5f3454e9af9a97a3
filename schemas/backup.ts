/** A backup: what stands at its beginning for everybody to read, and why one is refused. */
import { z } from 'zod';
import type { Words } from './language.ts';

/** The shape of the file, told by its first line. A later one is refused by those who don't know it. */
export const backup_format = 1;

/** The second line of the file. Nothing in it is personal; all of it is bound to what follows. */
export const backupHeader = z.object({
  made_at: z.iso.datetime({ offset: true }),
  /** Version of the program that made it. */
  muster: z.string(),
  /** Version of PostgreSQL that it was taken from. */
  postgresql: z.string(),
  /** The migrations that its registry had, in order. */
  migrations: z.array(z.string()),
  /** Rows by table. */
  rows: z.record(z.string(), z.number().int().nonnegative()),
  /** Hexadecimal, fresh for each file: no two are sealed by one key. */
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  /** Hexadecimal: tells a wrong secret from a damaged file. */
  key_check: z.string().regex(/^[0-9a-f]{32}$/),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** What precedes the lines of a table. */
export const tableStart = z.object({ table: z.string(), columns: z.array(z.string()) });
export type TableStart = z.infer<typeof tableStart>;

/** What follows the lines of a table. */
export const tableEnd = z.object({ rows: z.number().int() });

/** The last number of each sequence, and whether it was given already. */
export const keptSequences = z.object({
  sequences: z.array(z.object({ name: z.string(), last: z.string(), is_called: z.boolean() })),
});
export type KeptSequences = z.infer<typeof keptSequences>['sequences'];

/** Why a backup is not made, not taken for whole, or not restored; each says what to do. `{…}` is filled in. */
export const backupRefusals = {
  unreadable: {
    zh: '读不到文件 {file}（{why}）。',
    en: "{file} can't be read ({why}).",
  },
  unwritable: {
    zh: '写不了文件 {file}（{why}）。请检查文件夹是否存在、能否写入、磁盘是否有空间。没有留下不完整的备份。',
    en: "{file} can't be written ({why}). See whether the folder is there, may be written to, and has room. No half of a backup is left.",
  },
  'not-a-backup': {
    zh: '{file} 不是 muster backup 生成的备份。',
    en: '{file} is not a backup that muster backup made.',
  },
  'newer-format': {
    zh: '{file} 由更新版本的师册生成（格式 {format}）。请用该版本或更新版本恢复。',
    en: '{file} was made by a later version of Muster (format {format}). Restore it by that version or a later one.',
  },
  'newer-registry': {
    zh: '备份所在的登记库比本程序新，本程序不认识：{migrations}。请用版本 {muster} 或更新版本恢复。',
    en: "The backup's registry is newer than this program, which doesn't know {migrations}. Restore it by version {muster} or a later one.",
  },
  'wrong-secret': {
    zh: 'MUSTER_SECRET 打不开 {file}：它是在另一个主密钥下备份的，或文件头被改动。请使用备份当时的 MUSTER_SECRET；之后可用 muster keys rewrap 更换。',
    en: "MUSTER_SECRET doesn't open {file}: it was made under another secret, or its first lines were changed. Give the MUSTER_SECRET of that day; muster keys rewrap changes it afterwards.",
  },
  damaged: {
    zh: '{file} 不完整或被改动（在第 {at} 字节之后）。没有写入任何内容。请使用另一份备份。',
    en: '{file} is cut short or was changed (after byte {at}). Nothing was written. Take another backup.',
  },
  'not-as-told': {
    zh: '{file} 的内容与文件头不符（{table}）。没有写入任何内容。请使用另一份备份。',
    en: '{file} does not hold what its header tells ({table}). Nothing was written. Take another backup.',
  },
  exists: {
    zh: '{file} 已存在；备份从不覆盖文件。请换一个名称，或给出文件夹由程序命名。',
    en: '{file} is there already; a backup overwrites nothing. Give another name, or a folder in which it is named by its time.',
  },
  'not-migrated': {
    zh: '这个数据库里没有登记库，没有可备份的内容。请检查 DATABASE_URL。',
    en: 'There is no registry in this database, so nothing to back up. Check DATABASE_URL.',
  },
  'in-use': {
    zh: '数据库中已有登记库（{units} 个单位、{teachers} 名教师）。请恢复到空数据库；确要用备份取代它，请先另作备份，再加 --replace。',
    en: 'The database holds a registry already ({units} units, {teachers} teachers). Restore into an empty database; to put the backup in its place, back that up first and add --replace.',
  },
  'not-ours': {
    zh: '数据库中有不属于师册的表（{tables}）。请恢复到空数据库。',
    en: "The database holds tables that are not Muster's ({tables}). Restore into an empty database.",
  },
  'at-work': {
    zh: '还有 {connections} 个连接正在使用这个数据库。请先停止全部 web 和 worker 进程，再恢复。',
    en: '{connections} connections are at work in this database. Stop all web and worker processes first, then restore.',
  },
} as const satisfies Record<string, Words>;
export type BackupRefusalCode = keyof typeof backupRefusals;

/** An expected no, to be told in {@link backupRefusals}' words. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  readonly code: BackupRefusalCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: BackupRefusalCode, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
