/** What the pure steps of a check cost by themselves: processor time in one process, no SQL and no hand-over. */
import { compare } from '../../pipeline/compare.ts';
import { examineWorkbook } from '../../pipeline/examine.ts';
import { readWorkbook } from '../../pipeline/read/read.ts';
import { type ExamineContext, teacherFile } from '../../schemas/examined.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { nationalReading } from '../../schemas/unit.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';
import type { SentWorkbook } from './province.ts';

export interface Parts {
  readonly read_ms: number;
  readonly examine_ms: number;
  readonly compare_ms: number;
}

/** Means per workbook, the second of two rounds, so that the code is warm. */
export function costOfParts(
  workbooks: readonly SentWorkbook[],
  snapshotOf: (workbook: SentWorkbook) => Snapshot,
): Parts {
  const snapshots = workbooks.map(snapshotOf);
  measure(workbooks, snapshots);
  return measure(workbooks, snapshots);
}

function measure(workbooks: readonly SentWorkbook[], snapshots: readonly Snapshot[]): Parts {
  const spent = { read_ms: 0, examine_ms: 0, compare_ms: 0 };
  for (const [index, { unit, bytes }] of workbooks.entries()) {
    const context: ExamineContext = {
      template: 'teacher',
      unit,
      today: '2026-11-24',
      allow_test_ids: true,
      rural_classes: nationalReading,
      stamp_key: null,
      limits: defaultReadLimits,
    };
    const begin = performance.now();
    const workbook = readWorkbook(bytes, context.limits);
    const read = performance.now();
    const examined = teacherFile(examineWorkbook(workbook, context));
    const seen = performance.now();
    const snapshot = snapshots[index];
    if (snapshot !== undefined) compare(examined, snapshot, context);
    spent.read_ms += read - begin;
    spent.examine_ms += seen - read;
    spent.compare_ms += performance.now() - seen;
  }
  const each = (sum: number): number => sum / workbooks.length;
  return {
    read_ms: each(spent.read_ms),
    examine_ms: each(spent.examine_ms),
    compare_ms: each(spent.compare_ms),
  };
}
