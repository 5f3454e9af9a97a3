/** Codes beside one's own password: set up, changed and taken away by whoever knows the password too. */
import { z } from 'zod';
import { asSystem, inScope } from '../../../database/scope.ts';
import {
  factorOf,
  openOffer,
  removeFactor,
  renewRecoveryCodes,
  sealKey,
  setFactor,
} from '../../../database/second-factors.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { mustSetCode } from '../../../schemas/second-factor.ts';
import { type Asked, wantsJson } from '../../asked.ts';
import { isoTime } from '../../format.ts';
import { keyAddress, matchingStep, newRecoveryCodes, newSecret, plainCode } from '../../one-time-code.ts';
import { renewSession } from '../../renewed-session.ts';
import { respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { confirmPassword, confirmProof } from '../sign-in/credentials.ts';
import { RecoveryCodesPage } from './recovery-codes-page.tsx';
import { type SecondFactorModel, SecondFactorPage } from './second-factor-page.tsx';
import { type CodeFault, codeFaults, words } from './words.ts';

type OwnAsked<B = unknown> = Asked<unknown, unknown, B, Actor>;

const proof = z.object({ password: z.string().min(1).max(200), code: z.string().min(1).max(20) });
/** How long a key that is shown may wait for its code. */
const offered_ms = 60 * 60 * 1000;

function offerOf({ app, actor }: OwnAsked, secret = newSecret()): SecondFactorModel['offer'] {
  const offered = { account_id: actor.account_id, secret, until_ms: app.now().getTime() + offered_ms };
  const sealed = sealKey(app.db.keys, offered).toString('base64url');
  return { secret, sealed, address: keyAddress(secret, actor.username) };
}

/** The page as it stands; with the key that was scanned already, where its code was mistyped. */
async function show(
  asked: OwnAsked,
  said: { fault?: CodeFault; wasRemoved?: boolean; secret?: string | undefined } = {},
): Promise<void> {
  const { app, req, res, db, actor, page } = asked;
  if (said.fault !== undefined && wantsJson(req, res)) {
    throw problem('code-refused', { said: page.say(codeFaults[said.fault]), fault: said.fault });
  }
  const factor = (await inScope(db, actor.unit_path, (tx) => factorOf(tx, actor.account_id))) ?? null;
  const model = {
    factor,
    offer: factor === null ? offerOf(asked, said.secret) : null,
    isForced: mustSetCode(app.codes, { tier: actor.tier, has_code: factor !== null }),
    wasRemoved: said.wasRemoved ?? false,
    fault: said.fault ?? null,
  };
  respond(asked, {
    status: said.fault === undefined ? 200 : 422,
    title: words.title,
    model,
    page: SecondFactorPage,
    json: () => ({
      is_set: factor !== null,
      set_at: factor && isoTime(factor.set_at),
      recovery_codes_left: factor?.recovery_codes_left ?? 0,
    }),
  });
}

const showRecovery = (asked: OwnAsked, recovery: readonly string[], wasSet: boolean): void =>
  respond(asked, {
    title: wasSet ? words.wasSet : words.renewed,
    model: { recovery, wasSet },
    page: RecoveryCodesPage,
    json: () => ({ recovery_codes: recovery }),
  });

const recoveryAnswer = z.object({ recovery_codes: z.array(z.string()).describe('shown once') });

export const secondFactorRoutes = [
  route({
    method: 'get',
    path: '/second-factor',
    summary: { zh: '自己账号的动态验证码', en: "The one-time codes of one's own account" },
    who: 'signed-in',
    beforeCode: true,
    inPerson: true,
    answer: z.object({
      is_set: z.boolean(),
      set_at: z.string().nullable(),
      recovery_codes_left: z.number().int(),
    }),
    serve: (asked) => {
      requireOffered(asked);
      return show(asked);
    },
  }),
  route({
    method: 'post',
    path: '/second-factor',
    summary: {
      zh: '开启动态验证码；其他登录和令牌随即失效，回答只显示一次的恢复码',
      en: 'Turns on one-time codes, which ends every other visit and token; answers recovery codes, this once',
    },
    who: 'signed-in',
    beforeCode: true,
    inPerson: true,
    body: proof.extend({ offer: z.string().min(1).max(1000) }),
    answer: recoveryAnswer,
    serve: async (asked) => {
      const { app, db, actor, body } = asked;
      requireOffered(asked);
      const sealed = Buffer.from(body.offer, 'base64url');
      const offered = openOffer(db.keys, sealed, actor.account_id, app.now());
      if (offered === null) return await show(asked, { fault: 'late' });
      const { secret } = offered;
      if (!(await confirmPassword(app, actor, body.password))) {
        return await show(asked, { fault: 'password', secret });
      }
      const step = matchingStep(secret, plainCode(body.code), app.now());
      if (step === null) return await show(asked, { fault: 'code', secret });
      const recovery = newRecoveryCodes();
      await inScope(db, actor.unit_path, (tx) => setFactor(tx, actor, { sealed, step, recovery }));
      showRecovery(await renewSession(asked), recovery, true);
    },
  }),
  route({
    method: 'post',
    path: '/second-factor/recovery-codes',
    summary: { zh: '重新生成恢复码，旧的作废', en: 'Makes new recovery codes; the ones before end' },
    who: 'signed-in',
    inPerson: true,
    body: proof,
    answer: recoveryAnswer,
    serve: async (asked) => {
      const { app, db, actor, body } = asked;
      await requireFactor(asked);
      if (!(await confirmProof(app, actor, body))) return await show(asked, { fault: 'proof' });
      const recovery = newRecoveryCodes();
      await inScope(db, actor.unit_path, (tx) => renewRecoveryCodes(tx, actor, recovery));
      showRecovery(asked, recovery, false);
    },
  }),
  route({
    method: 'post',
    path: '/second-factor/remove',
    summary: {
      zh: '关闭动态验证码；其他登录和令牌随即失效',
      en: 'Turns off one-time codes, which ends every other visit and token',
    },
    who: 'signed-in',
    inPerson: true,
    body: proof,
    serve: async (asked) => {
      const { app, db, actor, body } = asked;
      await requireFactor(asked);
      if (!(await confirmProof(app, actor, body))) return await show(asked, { fault: 'proof' });
      await inScope(db, actor.unit_path, (tx) => removeFactor(tx, actor));
      await show(await renewSession(asked), { wasRemoved: true });
    },
  }),
];

/** Where codes are off there is no such page. Throws `not-found`. */
function requireOffered({ app }: Pick<OwnAsked, 'app'>): void {
  if (app.codes === 'off') throw problem('not-found');
}

/** Throws `no-code` where there is nothing to change. */
async function requireFactor({ db, actor }: OwnAsked): Promise<void> {
  const factor = await asSystem(db, (tx) => factorOf(tx, actor.account_id));
  if (factor === undefined) throw problem('no-code');
}
