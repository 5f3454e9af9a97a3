/** `muster admin`: the first account, from which all others are made, on an empty registry with the divisions; and its handover. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type FreshPassword, setUpAdmin } from '../../database/admins.ts';
import { connect } from '../../database/connect.ts';
import { handOverByOperator } from '../../database/handovers.ts';
import { hashPassword } from '../../database/passwords.ts';
import { asSystem, type Scoped } from '../../database/scope.ts';
import { addUnit, rootUnit, unitByCode, unitById } from '../../database/units.ts';
import { dayInChina } from '../../pipeline/calendar.ts';
import { readDivisions } from '../../samples/demo.ts';
import { say } from '../../schemas/language.ts';
import { initialPassword } from '../../schemas/password.ts';
import { initialUntil } from '../../schemas/password-age.ts';
import { Problem, problems } from '../../schemas/problem.ts';
import type { UnitFacts } from '../../schemas/unit.ts';
import { appUrlOf } from '../registry-urls.ts';
import { readSettings } from '../settings.ts';
import { StartRefusal } from '../start-refusal.ts';

const usage = `用法 Usage: muster admin create --username NAME [--unit CODE]
  为一个单位创建管理员（默认：省级），或为已有的账号重设初始密码；库为空时先写入山东省的行政区划。
  Creates an admin for a unit (the province by default), or gives one that is there a new initial password; fills an empty registry
  with the divisions of Shandong first.
muster admin hand-over --username NAME --person PERSON
  把账号移交给另一个人：原登录和密码失效，保留使用人记录。用于没有上级的省级账号。
  Hands an account over to another person, with a trace of who held it: for the province, which has no unit above.
`;

/** @returns 0 when done, 2 when the words are off */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { username: { type: 'string' }, unit: { type: 'string' }, person: { type: 'string' } },
  });
  const { username, unit, person } = values;
  const act = username === undefined ? undefined : deedOf(positionals[0], { username, unit, person });
  if (act === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const settings = readSettings(process.env);
  const db = connect({ url: appUrlOf(settings), secret: settings.secret, max_connections: 1 });
  try {
    const password = initialPassword(randomBytes);
    const fresh = {
      password_hash: await hashPassword(password),
      initial_until: initialUntil(settings.passwords, new Date()),
    };
    const where = await asSystem(db, (tx) => act(tx, fresh)).catch(refusing);
    const until = dayInChina(fresh.initial_until);
    process.stdout.write(`${where} · ${username}\n密码 Password (shown once): ${password}\n`);
    process.stdout.write(
      `只能登录一次，须在 ${until} 前登录并设置自己的密码。\nGood for one sign-in before ${until}, in which another has to be chosen.\n`,
    );
    return 0;
  } finally {
    await db.close();
  }
}

/** Does it with a fresh initial password, and answers whose account it is. */
type Deed = (tx: Scoped, fresh: FreshPassword) => Promise<string>;

function deedOf(
  name: string | undefined,
  said: { readonly username: string; readonly unit: string | undefined; readonly person: string | undefined },
): Deed | undefined {
  const { username, unit, person } = said;
  if (name === 'create') {
    return async (tx, fresh) => {
      await fillDivisions(tx);
      const place = await placeOf(tx, unit);
      await setUpAdmin(tx, place, username, fresh);
      return place.name;
    };
  }
  if (name !== 'hand-over' || person === undefined) return undefined;
  return async (tx, fresh) => {
    const account = await handOverByOperator(tx, username, person, fresh);
    return (await unitById(tx, account.unit_id)).name;
  };
}

/** A name that somebody has at another unit is the operator's to mend, not a failure. */
const refusing = (error: unknown): never => {
  if (!(error instanceof Problem)) throw error;
  const { code, params } = error;
  throw new StartRefusal(say(problems[code], 'zh', params), say(problems[code], 'en', params));
};

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
