/** What must be so of passwords, codes and devices, whatever else is built: taken as they are typed, and held to their time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsOf } from '../../database/callers.ts';
import { asSystem } from '../../database/scope.ts';
import { sealKey, setFactor } from '../../database/second-factors.ts';
import { knownDevice } from '../../review-ui/device.ts';
import { Browser, openWeb, type Program, password, program, signIn, type Web } from '../review-ui/web.ts';

let web: Web;
let now = new Date();
let county: Program;
beforeAll(async () => {
  web = await openWeb({ now: () => now });
  county = await program(web, web.places.county);
});
afterAll(() => web.close());

const comesIn = async (username: string, secret: string): Promise<boolean> =>
  (await new Browser(web).post('/sign-in', { username, password: secret })).status === 303;

describe('a password', () => {
  it('of 64 signs and more is taken whole, and is verified as it was typed', async () => {
    const { username } = web.places.school.actor;
    const browser = await signIn(web, web.places.school);
    const chosen = ` ${'Ünïcødé 長い密碼 '.repeat(6)}x `;
    expect(chosen.length).toBeGreaterThan(64);
    await browser.page('/password');
    const answer = await browser.post('/password', { current: password, chosen, repeated: chosen });
    expect(answer.status).toBeLessThan(400);
    expect(await comesIn(username, chosen)).toBe(true);
    for (const other of [chosen.trim(), chosen.slice(0, -2), chosen.toLowerCase(), chosen.normalize('NFD')]) {
      expect(await comesIn(username, other), other).toBe(false);
      now = new Date(now.getTime() + 60 * 60_000);
    }
  });

  it('that was reset still needs the code of its account', async () => {
    const { actor } = web.places.neighbour;
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    await asSystem(web.db, async (tx) => {
      const until_ms = now.getTime() + 1000;
      const sealed = sealKey(tx.keys, { account_id: actor.account_id, secret, until_ms });
      await setFactor(tx, actor, { sealed, step: 1, recovery: ['ABCDE-FGHJK-MNPQR'] });
    });
    const { body } = await county.post(`/accounts/${actor.account_id}/reset`);
    const initial = (body as { password: string }).password;
    expect(await comesIn(actor.username, initial)).toBe(false);
    const found = await asSystem(web.db, (tx) => credentialsOf(tx, actor.username));
    expect(found?.factor).not.toBeNull();
  });
});

it('a device is forgotten after half a year', async () => {
  const { username } = web.places.stranger.actor;
  const { cookie } = await signIn(web, web.places.stranger);
  const at = (days: number) =>
    knownDevice(
      { db: web.db, secure_cookies: false, now: () => new Date(now.getTime() + days * 86_400_000) } as never,
      { headers: { cookie } } as never,
      username,
    );
  expect(at(179)).toMatch(/^[0-9a-f]{32}$/);
  expect(at(181)).toBeNull();
});
