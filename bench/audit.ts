/** `npm run bench -- audit`: what the audit chain costs whoever appends, and how long a million events take to seal and to verify. */
import { parseArgs } from 'node:util';
import { sealEvents } from '../database/audit-seals.ts';
import { verifyAudit } from '../database/audit-verification.ts';
import { prepare } from './ground.ts';

const target_s_per_million = 60;

/** `--events` (1,000,000) of `--units` (40,000). */
export async function run(args: string[], say: (line: string) => void): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      events: { type: 'string', default: '1000000' },
      units: { type: 'string', default: '40000' },
    },
  });
  const [events, units] = [Number(values.events), Number(values.units)];
  const ground = await prepare(2);
  const { owner, db } = ground;
  const ask = (text: string) => owner.pool.query(text);
  try {
    await ask(`insert into units (path, kind, name) select '/' || n || '/', 'school', 'school ' || n
      from generate_series(1, ${units}) n`);
    say(`filling in ${events} events of ${units} units …`);
    await ask(`insert into events (account_id, unit_id, unit_path, subject, subject_id, action, detail)
      select n % 5000, u.id, u.path, 'upload', n, 'submit', jsonb_build_object('rows', n % 200, 'from', 'ready', 'to', 'submitted')
      from generate_series(1, ${events}) n join units u on u.id = 1 + (n * 7919::bigint) % ${units} order by n`);
    await ask('vacuum analyze events, units, audit_pending');
    const seal_s = await seconds(async () => {
      while ((await sealEvents(db)).is_more);
    });
    say(`sealed in ${seal_s} s`);
    await ask('vacuum analyze audit_seals, audit_heads, audit_pending');
    const cpu = process.cpuUsage();
    let found = -1;
    const verify_s = await seconds(async () => {
      ({ found } = await verifyAudit(db));
    });
    const { user, system } = process.cpuUsage(cpu);
    const verify_s_per_million = rounded((verify_s / events) * 1_000_000);
    say(`verified in ${verify_s} s: ${verify_s_per_million} s a million, ${found} findings`);
    const append = await appendCost(ask, say);
    return {
      ...{ events, units, seal_s, seal_per_s: Math.round(events / seal_s), verify_s, verify_s_per_million },
      ...{ verify_node_cpu_s: rounded((user + system) / 1_000_000), found, target_s_per_million },
      peak_memory_mib: Math.round(process.resourceUsage().maxRSS / 1024),
      ...append,
    };
  } finally {
    await ground.clear();
  }
}

const rounded = (number: number): number => Number(number.toFixed(2));
async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return rounded((performance.now() - began) / 1000);
}

const appended = 20_000;
const rounds = 3;

/** Microseconds of one event inserted by a statement of its own, with what waits for its seal and without; taking turns. */
async function appendCost(ask: (text: string) => Promise<unknown>, say: (line: string) => void) {
  const spent = { enable: 0, disable: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ['enable', 'disable'] as const) {
      await ask(`alter table events ${way} trigger events_await_seal`);
      spent[way] += await seconds(async () => {
        await ask(`do $$ begin for n in 1..${appended} loop
          insert into events (unit_id, unit_path, subject, subject_id, action) values (1, '/1/', 'upload', n, 'submit');
        end loop; end $$`);
      });
    }
  }
  const each = (way: keyof typeof spent): number => rounded((spent[way] / rounds / appended) * 1_000_000);
  const [append_us, append_unsealed_us] = [each('enable'), each('disable')];
  say(`appending an event: ${append_us} µs, without its seal to wait for ${append_unsealed_us} µs`);
  return { append_us, append_unsealed_us };
}
