/** `npm run faults`: each fault in a loop, or random mixes of them, with a table of how long everything took. */
import { parseArgs } from 'node:util';
import { compileToday } from '../../bin/compile.ts';
import { mixed, randomFrom } from '../../samples/random.ts';
import { type QueueKind, queueKinds } from '../setup/queues.ts';
import { type Ground, openGround } from './ground.ts';
import { type Fault, faults } from './matrix.ts';
import { playRound, type Round, usualSize } from './round.ts';

const usage = `npm run faults -- [--loops N] [--only NAME] [--on postgres|redis] [--mix N] [--seed N] [--away SECONDS] [--json]
  --loops N  each fault N times on each queue (default 1)
  --mix N    N random mixes of 2 to 4 faults instead
  --only     one fault: ${faults.map(({ name }) => name).join(', ')}
  --away     how long what is away stays away (default 5)
`;
const { values } = parseArgs({
  options: {
    ...{
      loops: { type: 'string' },
      only: { type: 'string' },
      on: { type: 'string' },
      mix: { type: 'string' },
    },
    ...{
      seed: { type: 'string' },
      away: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
process.setMaxListeners(0);
await compileToday();
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const away_ms = Number(values.away ?? 5) * 1000;
const backends = queueKinds.filter((kind) => values.on === undefined || values.on === kind);
const known = faults.filter(({ name }) => values.only === undefined || values.only === name);
if (known.length === 0 || backends.length === 0) {
  console.error(usage);
  process.exit(2);
}

/** A registry that many rounds have filled is slow to examine: after so many a new one is made. */
const roundsPerGround = 25;

interface Plan {
  readonly faults: readonly Fault[];
  readonly seed: number;
}

function plansFor(kind: QueueKind): Plan[] {
  const fitting = known.filter(({ on }) => on.includes(kind));
  if (values.mix !== undefined) {
    const share = Math.ceil(Number(values.mix) / backends.length);
    return Array.from({ length: share }, (_, index) => mixOf(fitting, seed + index));
  }
  const loops = Number(values.loops ?? 1);
  // All of them once before any of them again: a run that is stopped has still tried each.
  return Array.from({ length: loops }, (_, index) => seed + index).flatMap((one) =>
    fitting.map((fault) => ({ faults: [fault], seed: one })),
  );
}

function mixOf(fitting: readonly Fault[], one: number): Plan {
  const random = randomFrom(mixed(one, 7));
  const left = [...fitting];
  const chosen = Array.from({ length: random.whole(2, 4) }, () =>
    left.splice(random.whole(0, left.length - 1), 1),
  );
  return { faults: chosen.flat(), seed: one };
}

const rounds: Round[] = [];
let ground: Ground | undefined;
let isLeaving = false;
// Servers and the disk that is theirs outlive whoever started them, unless they are ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (isLeaving) process.exit(130);
    isLeaving = true;
    await ground?.stop();
    process.exit(130);
  });
}
if (!values.json) console.log(`seed ${seed}`);
for (const kind of backends) {
  for (const [index, plan] of plansFor(kind).entries()) {
    if (index % roundsPerGround === 0) {
      await ground?.stop();
      ground = await openGround(kind);
    }
    if (ground === undefined) throw new Error('there is no ground');
    const hindrance = plan.faults.map((fault) => fault.hindered?.(ground as Ground) ?? null).find(Boolean);
    if (hindrance) {
      if (!values.json) console.log(`skipped ${plan.faults.map(({ name }) => name)}: ${hindrance}`);
      continue;
    }
    const round = await playRound(ground, { ...plan, away_ms, ...usualSize });
    rounds.push(round);
    tell(round);
    if (round.violations.length > 0) {
      await ground.stop();
      ground = await openGround(kind);
    }
  }
  await ground?.stop();
  ground = undefined;
}
summarise();
process.exit(rounds.some(({ violations }) => violations.length > 0) ? 1 : 0);

function tell(round: Round): void {
  if (values.json) {
    console.log(JSON.stringify(round));
    return;
  }
  const { backend, faults: names, seed: one, took_s, intake_back_s, at_rest_s, violations, answers } = round;
  const verdict = violations.length === 0 ? 'held  ' : 'BROKEN';
  console.log(
    `${verdict} ${backend} ${names.join(' + ')} seed ${one}: intake back ${intake_back_s} s, at rest ${at_rest_s} s, all ${took_s} s, answers ${JSON.stringify(answers)}`,
  );
  for (const violation of violations) console.log(`    ${violation}`);
}

function summarise(): void {
  if (values.json) return;
  const names = [
    ...new Set(
      rounds.map((round) => `${round.backend} ${round.faults.length > 1 ? 'mix' : round.faults[0]}`),
    ),
  ];
  console.log('\nrounds broken | intake back: median longest | at rest: median longest (s)');
  for (const name of names) {
    const some = rounds.filter(
      (round) => `${round.backend} ${round.faults.length > 1 ? 'mix' : round.faults[0]}` === name,
    );
    const of = (pick: (round: Round) => number): string => {
      const sorted = some.map(pick).sort((a, b) => a - b);
      return `${sorted[Math.floor(sorted.length / 2)]} ${sorted.at(-1)}`;
    };
    const bad = some.filter(({ violations }) => violations.length > 0).length;
    console.log(`${name}: ${some.length} ${bad} | ${of((r) => r.intake_back_s)} | ${of((r) => r.at_rest_s)}`);
  }
}
