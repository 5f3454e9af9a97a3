/** How a process of ours begins and ends: refuses in words, and closes what it opened when it is told to. */
import { exitStatus } from './exit-status.ts';
import { PortTaken } from './listen.ts';
import { inStartWords, StartRefusal } from './start-refusal.ts';

export interface Opened {
  /** Ends what was opened, in order. */
  close(): Promise<void>;
  /** Goes on for a while before that, so that whoever sends it work can notice; as long as it says itself. */
  retire?(): Promise<void>;
}

/** Less than the supervisor waits, so that the process can still say what hung. */
const grace_ms = 9_000;

/**
 * Runs `open` and then serves until SIGTERM, SIGINT, SIGHUP or the death of the supervisor, whose channel closes; then
 * closes and exits with 0. Told so while it still opens, it closes as soon as it is open. A second signal ends it at once.
 * Refusals are printed and told by the exit status.
 */
export async function runEntry(open: () => Promise<Opened>): Promise<void> {
  const grace = gracePeriod();
  let isOpen = false;
  const told = untilTold(() => {
    // What hangs while it opens has no later moment to be ended.
    if (!isOpen) grace.begin();
  });
  const { close, retire } = await opened(open);
  isOpen = true;
  await told;
  try {
    if (!grace.hasBegun()) await retire?.();
    grace.begin();
    await close();
  } catch (error) {
    console.error(error);
    process.exit(exitStatus.failed);
  }
  process.exit(0);
}

async function opened(open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (thrown) {
    const error = inStartWords(thrown);
    if (!(error instanceof StartRefusal)) throw error;
    console.error(error.message);
    process.exit(error instanceof PortTaken ? exitStatus.portTaken : exitStatus.wrongSettings);
  }
}

/** From its begin on the process has {@link grace_ms}. */
function gracePeriod(): { begin(): void; hasBegun(): boolean } {
  let timer: NodeJS.Timeout | undefined;
  const over = (): void => {
    console.error(`not closed within ${grace_ms} ms`);
    process.exit(exitStatus.failed);
  };
  return {
    begin: () => {
      timer ??= setTimeout(over, grace_ms).unref();
    },
    hasBegun: () => timer !== undefined,
  };
}

/** Resolves when the process is told to end, and calls `onTold` then. Listens from the call on. */
const untilTold = (onTold: () => void): Promise<void> =>
  new Promise((resolve) => {
    let isTold = false;
    const end = (): void => {
      if (isTold) process.exit(exitStatus.failed);
      isTold = true;
      onTold();
      resolve();
    };
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
    if (process.connected) process.once('disconnect', end);
    // The supervisor may be gone since before we listened.
    else if (process.channel !== undefined) end();
  });
