/** The walk along all seals in their order: each against its place, the seal before it, and its event. */
import type { AuditFault, AuditFinding } from '../schemas/audit-report.ts';
import { type Head, nothingBefore, sealOf } from './audit-chain.ts';
import type { Keys } from './keys.ts';

/** A seal with its event; no event when that is gone. */
export interface WalkedSeal {
  readonly number: string;
  readonly unit_id: string;
  readonly sequence: string;
  readonly event_id: string;
  readonly mac: Buffer;
  readonly text: string | null;
  /** Microseconds since 1970. */
  readonly at: string | null;
}

/** Time never runs back further than a transaction lasts. */
const longestTransaction_us = 60 * 60 * 1_000_000;
/** So many wrong links are compared with each other to tell a swap from an edit. */
const mostCompared = 200;

interface WrongLink {
  readonly seal: WalkedSeal;
  readonly before: Buffer;
}

export interface Walk {
  /** Takes the next seal. */
  step(seal: WalkedSeal): void;
  /** What the heads of all units are after the last step. */
  readonly heads: ReadonlyMap<string, Head>;
  /** Says of the wrong links which are right elsewhere, and of missing ones whose they were. Called after the last step. */
  finish(kept: KeptHeads): void;
}

/** The heads of all units as the database keeps them, and the last number that anything there speaks of. */
export interface KeptHeads {
  readonly heads: ReadonlyMap<string, Head>;
  readonly number: number;
}

const noPlace = { unit_id: null, sequence: null, number: null, event_id: null, day: null } as const;

/** Each wrong thing is told once, where it is: a link is held against the seal that stands before it, right or wrong. */
export function startWalk(keys: Keys, tell: (finding: AuditFinding) => void): Walk {
  const heads = new Map<string, Head & { at: number }>();
  const wrong: WrongLink[] = [];
  const gaps: { from: number; to: number }[] = [];
  let last = 0;
  /** Links of which the chain of a unit says that they are missing. */
  let named = 0;
  const at = (fault: AuditFault, { unit_id, sequence, number, event_id }: WalkedSeal): void =>
    tell({
      ...{ fault, unit_id, sequence: Number(sequence), number: Number(number), event_id, day: null },
    });

  const tellMissing = (unit_id: string, sequence: number, to_sequence: number): void => {
    named += to_sequence - sequence + 1;
    tell({ ...noPlace, fault: 'link-missing', unit_id, sequence, to_sequence });
  };
  const reach = (number: number): void => {
    if (number > last + 1) gaps.push({ from: last + 1, to: number - 1 });
    last = Math.max(last, number);
  };

  const step = (seal: WalkedSeal): void => {
    const [number, sequence] = [Number(seal.number), Number(seal.sequence)];
    const head = heads.get(seal.unit_id) ?? { sequence: 0, mac: nothingBefore, at: 0 };
    const isRepeated = number <= last || sequence <= head.sequence;
    if (isRepeated) at('repeated', seal);
    const isAfterGap = sequence > head.sequence + 1;
    if (isAfterGap) tellMissing(seal.unit_id, head.sequence + 1, sequence - 1);
    reach(number);
    const time = Number(seal.at ?? head.at);
    heads.set(seal.unit_id, { sequence, mac: seal.mac, at: Math.max(time, head.at) });
    if (seal.text === null) at('event-missing', seal);
    // What stood before a gap is gone, and with it what this link could be held against.
    else if (isAfterGap || isRepeated) return;
    else if (!isSealOf(keys, seal, head.mac, seal.text)) wrong.push({ seal, before: head.mac });
    else if (time < head.at - longestTransaction_us) at('backdated', seal);
  };

  const tellWrong = (): void => {
    const compared = wrong.length > mostCompared ? [] : wrong;
    for (const { seal } of wrong) {
      const text = seal.text ?? '';
      const isElsewhere = compared.some(
        (other) => other.seal !== seal && isSealOf(keys, other.seal, other.before, text),
      );
      at(isElsewhere ? 'moved' : 'edited', seal);
    }
  };
  const tellHeads = (kept: KeptHeads['heads']): void => {
    for (const [unit_id, { sequence, mac }] of kept) {
      const found = heads.get(unit_id) ?? { sequence: 0, mac: nothingBefore };
      if (sequence > found.sequence) tellMissing(unit_id, found.sequence + 1, sequence);
      else if (sequence < found.sequence || !mac.equals(found.mac))
        tell({ ...noPlace, fault: 'head', unit_id, sequence });
    }
    for (const [unit_id, { sequence }] of heads)
      if (!kept.has(unit_id)) tell({ ...noPlace, fault: 'head', unit_id, sequence });
  };
  /** Whoever takes the end of a chain and mends its head still leaves a gap in the numbers. */
  const tellGaps = (): void => {
    const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (missing === named) return;
    for (const { from, to } of gaps) tell({ ...noPlace, fault: 'link-missing', number: from, to_number: to });
  };
  const finish = (kept: KeptHeads): void => {
    reach(kept.number + 1);
    tellWrong();
    tellHeads(kept.heads);
    tellGaps();
  };
  return { step, heads, finish };
}

const isSealOf = (keys: Keys, { number, unit_id, sequence, mac }: WalkedSeal, before: Buffer, text: string) =>
  sealOf(keys, { number: Number(number), unit_id, sequence: Number(sequence) }, before, text).equals(mac);
