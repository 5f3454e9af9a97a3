/** Why Muster does not start, in words for the person who started it: Chinese first, then English. */
import { RegistryTooNew } from '../database/version.ts';
import { WrongSecret } from '../database/wrapping.ts';

export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';

  /** `zh` and `en` say the same: what was found, and what to do. Never put a secret in them. */
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
  }
}

/** The secret given is not the one that the registry's keys are wrapped with. */
const wrongSecret = (): StartRefusal =>
  new StartRefusal(
    'MUSTER_SECRET 打不开登记库中的密钥：它不是原来的主密钥。请改回原值；要更换主密钥，请用 muster keys rewrap。',
    "MUSTER_SECRET doesn't open the keys kept in the registry: it is not the secret that they were wrapped with. Give the former one; to change it, run muster keys rewrap.",
  );

/** A later version took away what this program needs. */
const registryTooNew = (migrations: readonly string[]): StartRefusal =>
  new StartRefusal(
    `登记库已被更新版本的师册修改（${migrations.join('、')}），本版本不能再使用它。请运行更新版本；要退回，请恢复升级之前的备份。`,
    `A later version of Muster changed the registry (${migrations.join(', ')}), and this one can't use it any more. Run the later version; to go back, restore a backup from before the upgrade.`,
  );

/** The registry lacks what this program needs. */
export const registryTooOld = (migrations: readonly string[]): StartRefusal =>
  new StartRefusal(
    `登记库尚未升级到本版本（缺 ${migrations.length} 项，自 ${migrations[0]} 起）。请先备份，再运行 muster migrate，然后重新启动。`,
    `The registry is not at this version yet (${migrations.length} migrations are missing, from ${migrations[0]} on). Back it up, run muster migrate, and start again.`,
  );

/** What a store threw, in words where there are any; anything else as it is. */
export function inStartWords(thrown: unknown): unknown {
  if (thrown instanceof WrongSecret) return wrongSecret();
  if (thrown instanceof RegistryTooNew) return registryTooNew(thrown.migrations);
  return thrown;
}
