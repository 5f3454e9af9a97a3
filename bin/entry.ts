/** How a process of ours begins and ends: refuses in words, and closes what it opened when it is told to. */
import { exitStatus } from './exit-status.ts';
import { PortTaken } from './listen.ts';
import { StartRefusal } from './start-refusal.ts';

/** Ends what was opened, in order. */
export type Close = () => Promise<void>;

/** Less than the supervisor waits, so that the process can still say what hung. */
const grace_ms = 9_000;

/**
 * Runs `open` and then serves until SIGTERM, SIGINT, SIGHUP or the death of the supervisor, whose channel closes; then
 * closes and exits with 0. A second signal ends it at once. Refusals are printed and told by the exit status.
 */
export async function runEntry(open: () => Promise<Close>): Promise<void> {
  let close: Close;
  try {
    close = await open();
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error;
    console.error(error.message);
    process.exit(error instanceof PortTaken ? exitStatus.portTaken : exitStatus.wrongSettings);
  }
  let isClosing = false;
  const end = (): void => {
    if (isClosing) process.exit(exitStatus.failed);
    isClosing = true;
    setTimeout(() => {
      console.error(`not closed within ${grace_ms} ms`);
      process.exit(exitStatus.failed);
    }, grace_ms).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(exitStatus.failed);
      },
    );
  };
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  if (process.connected) process.once('disconnect', end);
  // The supervisor may be gone since before we listened.
  else if (process.channel !== undefined) end();
}
