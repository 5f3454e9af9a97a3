/** The faults as a test: a third of them by turns, each on one of the two queues, at a moment that a fresh seed chooses. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type QueueKind, queueKinds } from '../setup/queues.ts';
import { type Ground, openGround } from './ground.ts';
import { faults } from './matrix.ts';
import { playRound, usualSize } from './round.ts';

const seed = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000);
const patience_ms = 240_000;

/** All of them take longer than a test run may: `npm run faults` strikes all, and so does a test with `FAULT_ALL=1`. */
const share = process.env.FAULT_ALL === '1' ? 1 : 3;

/** What both queues can meet is shared between them, by turns from one seed to the next. */
const ofTurn = (kind: QueueKind) =>
  faults
    .filter(({ on }, index) =>
      on.length === 1 ? on[0] === kind : queueKinds[(index + seed) % queueKinds.length] === kind,
    )
    .filter((_, index) => (index + seed) % share === 0);

export function strikeOnce(kind: QueueKind): void {
  describe(`with its queue on ${kind}, seed ${seed}`, () => {
    let ground: Ground;
    beforeAll(async () => {
      ground = await openGround(kind);
    }, 120_000);
    afterAll(() => ground?.stop());

    it.each(ofTurn(kind))(
      '$name: nothing is lost, doubled, half-done or seen by others',
      async (fault) => {
        const hindrance = fault.hindered?.(ground) ?? null;
        if (hindrance !== null) {
          console.log(`${fault.name} was not tried: ${hindrance}`);
          return;
        }
        const round = await playRound(ground, { faults: [fault], seed, away_ms: 3_000, ...usualSize });
        expect(
          round.violations,
          `replay: npm run faults -- --only ${fault.name} --on ${kind} --seed ${seed}`,
        ).toEqual([]);
      },
      patience_ms,
    );
  });
}
