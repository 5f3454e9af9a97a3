/** Whether a password may be chosen: held against the rules first, and only then, which takes time, against the former ones. */
import { isListed } from '../../../database/common-passwords.ts';
import { rememberedHashes } from '../../../database/former-passwords.ts';
import { ownerOf } from '../../../database/own-password.ts';
import { matchesAny } from '../../../database/passwords.ts';
import { inScope } from '../../../database/scope.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { brokenRules, type PasswordFault } from '../../../schemas/password.ts';
import { isGuessable } from '../../../schemas/password-habits.ts';
import type { App } from '../../app-options.ts';
import { confirmPassword } from '../sign-in/credentials.ts';
import { type Judged, judgedBy } from './rule-list.tsx';

export interface Typed {
  /** Undefined where it isn't asked for. */
  readonly current: string | undefined;
  readonly chosen: string;
  readonly repeated: string;
}

export interface Judgement {
  readonly faults: readonly PasswordFault[];
  readonly judged: Judged;
  /** Hash of the password that stood when another was found good; null where none was. */
  readonly from: string | null;
}

/** The rules that a password breaks as it stands. */
export async function brokenBy(app: App, actor: Actor, password: string): Promise<PasswordFault[]> {
  const owner = await inScope(app.db, actor.unit_path, (tx) => ownerOf(tx, actor));
  return brokenRules(password, owner, app.passwords.shape, (one) => isGuessable(one, isListed));
}

/** What is wrong with what was typed, without having changed anything. Throws `slow-down`. */
export async function judge(app: App, actor: Actor, typed: Typed): Promise<Judgement> {
  const broken = await brokenBy(app, actor, typed.chosen);
  const judged = judgedBy(broken);
  if (typed.current !== undefined && !(await confirmPassword(app, actor, typed.current))) {
    return { faults: ['wrong', ...broken], judged, from: null };
  }
  const faults: PasswordFault[] = typed.chosen === typed.repeated ? broken : [...broken, 'differ'];
  if (faults.length > 0) return { faults, judged, from: null };
  const hashes = await inScope(app.db, actor.unit_path, (tx) => rememberedHashes(tx, actor.account_id));
  const isRecent = await matchesAny(hashes, typed.chosen);
  return {
    ...{ faults: isRecent ? ['recent'] : [], judged: { ...judged, recent: !isRecent } },
    from: isRecent ? null : (hashes[0] ?? null),
  };
}
