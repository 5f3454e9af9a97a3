/** Who hears of experts: the city when a county proposes or takes back, whoever proposed when the city decides. */
import type { Actor } from '../schemas/actor.ts';
import { teamPath } from '../schemas/expert-lifecycle.ts';
import type { NoticeKind } from '../schemas/notice.ts';
import { unitIdOf } from '../schemas/unit.ts';
import { tell } from './notices.ts';
import type { Scoped } from './scope.ts';

/** Whether the city is told, or the unit that proposed; and which experts the notice leads to. */
const tellings: Readonly<
  Record<string, { kind: NoticeKind; to: 'city' | 'proposing'; state: string } | undefined>
> = {
  propose: { kind: 'experts-proposed', to: 'city', state: 'proposed' },
  withdraw: { kind: 'experts-withdrawn', to: 'city', state: 'withdrawn' },
  decide: { kind: 'experts-decided', to: 'proposing', state: 'decided' },
  decline: { kind: 'experts-declined', to: 'proposing', state: 'declined' },
  remove: { kind: 'experts-removed', to: 'proposing', state: 'withdrawn' },
};

export interface Told {
  readonly campaign_id: string;
  /** Of the unit that proposed. */
  readonly unit_path: string;
}

/** One notice for each campaign and unit, with how many; nobody is told of what they did themselves. */
export async function tellOfExperts(
  tx: Scoped,
  actor: Actor,
  action: string,
  experts: readonly Told[],
): Promise<void> {
  const telling = tellings[action];
  if (telling === undefined) return;
  const counts = new Map<string, { unit: string; campaign: string; count: number }>();
  for (const { campaign_id: campaign, unit_path } of experts) {
    const unit = unitIdOf(telling.to === 'city' ? teamPath(unit_path) : unit_path);
    const key = `${unit} ${campaign}`;
    counts.set(key, { unit, campaign, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const notices = [...counts.values()].map(({ unit, campaign, count }) => ({
    ...{ unit, kind: telling.kind, params: { unit: actor.unit_name, count } },
    href: `/experts?${new URLSearchParams({ campaign, state: telling.state })}`,
  }));
  await tell(
    tx,
    notices.filter(({ unit }) => unit !== actor.unit_id),
  );
}
