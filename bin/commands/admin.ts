/** `muster admin create`: the first account, from which all others are made; on an empty registry also the divisions. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { saveAccount } from '../../database/accounts.ts';
import { connect } from '../../database/connect.ts';
import { appendEvent } from '../../database/events.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem, type Scoped } from '../../database/scope.ts';
import { addUnit, rootUnit, unitByCode } from '../../database/units.ts';
import { readDivisions } from '../../samples/demo.ts';
import { say } from '../../schemas/language.ts';
import { Problem, problems } from '../../schemas/problem.ts';
import type { UnitFacts } from '../../schemas/unit.ts';
import { appUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';
import { StartRefusal } from '../start-refusal.ts';

const usage = `用法 Usage: muster admin create --username NAME [--unit CODE]
  为一个单位创建管理员（默认：省级）；库为空时先写入山东省的行政区划。
  Creates an admin for a unit (the province by default); fills an empty registry with the divisions of Shandong first.
`;

/** @returns 0 when done, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { username: { type: 'string' }, unit: { type: 'string' } },
  });
  if (positionals[0] !== 'create' || values.username === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const settings = readSettings(process.env);
  const db = connect({ url: appUrlOf(settings), secret: settings.secret, max_connections: 1 });
  try {
    const password = randomBytes(15).toString('base64url');
    const password_hash = await hashPassword(password);
    const username = values.username;
    const unit = await asSystem(db, async (tx) => {
      await fillDivisions(tx);
      const place = await placeOf(tx, values.unit);
      await createAdmin(tx, place, username, password_hash);
      return place;
    });
    process.stdout.write(`${unit.name} · ${username}\n密码 Password (shown once): ${password}\n`);
    return 0;
  } finally {
    await db.close();
  }
}

async function createAdmin(
  tx: Scoped,
  unit: UnitFacts,
  username: string,
  password_hash: string,
): Promise<void> {
  const place = { unit_id: unit.id, unit_path: unit.path };
  const id = await saveAccount(tx, { username, password_hash, ...place }).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw new StartRefusal(
      say(problems[error.code], 'zh', error.params),
      say(problems[error.code], 'en', error.params),
    );
  });
  await appendEvent(tx, {
    account_id: null,
    ...place,
    subject: 'account',
    subject_id: id,
    action: 'set-password',
  });
}

async function placeOf(tx: Scoped, code: string | undefined): Promise<UnitFacts> {
  const unit = code === undefined ? await rootUnit(tx) : await unitByCode(tx, code);
  if (unit !== undefined) return unit;
  throw new StartRefusal(`没有代码为 ${code} 的单位。`, `No unit has the code ${code}.`);
}

/** A registry needs its province, cities and counties before anyone can be admin of one. */
async function fillDivisions(tx: Scoped): Promise<void> {
  if ((await rootUnit(tx)) !== undefined) return;
  const ids = new Map<string, string>();
  for (const division of readDivisions()) {
    const parent_id = division.parent_code === null ? null : (ids.get(division.parent_code) ?? null);
    const { id } = await addUnit(tx, { ...division, parent_id });
    ids.set(division.code, id);
  }
}
