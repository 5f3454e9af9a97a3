/** What must not outlive a bench that is interrupted or fails: processes and folders, given up at once on the way out. */

const leftovers = new Set<() => void>();
let isWatching = false;

/** Runs `remove` when this process ends without having called what this answers. */
export function orElse(remove: () => void): () => void {
  if (!isWatching) watch();
  leftovers.add(remove);
  return () => void leftovers.delete(remove);
}

function watch(): void {
  isWatching = true;
  process.on('exit', () => {
    for (const remove of leftovers) remove();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}

/** Ends a process that may be gone already. */
export function end(pid: number | undefined, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(pid, signal);
  } catch {
    // It is gone.
  }
}
