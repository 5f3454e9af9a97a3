/** Examines a file for somebody who waits at a desk: all findings are counted, the first ones are told. */
import type { Digest, DigestAsked } from '../schemas/digest.ts';
import type { Progress } from '../schemas/examined.ts';
import type { Issue, Severity } from '../schemas/issue.ts';
import { examine } from './examine.ts';

/**
 * What {@link examine} finds, in a size that does not grow with what is wrong.
 * @throws RefusedFile as {@link examine} does
 */
export function digest(
  bytes: Uint8Array,
  { context, most_issues, values }: DigestAsked,
  onProgress?: (progress: Progress) => void,
): Digest {
  const { template, format, encoding, rows, issues } = examine(bytes, context, onProgress);
  return {
    ...{ template, format },
    ...(encoding === undefined ? {} : { encoding }),
    rows: rows.length,
    ...counted(issues),
    issues: issues.slice(0, most_issues),
    ...(values ? { values: rows.map(({ row, values: cells }) => ({ row, cells })) } : {}),
  };
}

function counted(issues: readonly Issue[]): Pick<Digest, 'counts' | 'causes'> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  const causes = new Map<string, number>();
  for (const { severity, rule } of issues) {
    counts[severity] += 1;
    causes.set(rule, (causes.get(rule) ?? 0) + 1);
  }
  return { counts, causes: [...causes] };
}
