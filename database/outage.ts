/** Outages: errors that say that the server can't do anything of the kind now, whatever it is asked; never that the asking is wrong. */

/**
 * SQLSTATE: class 08 (connections), 53 (no room on the disk, no memory, no more connections), 58 (the system under it), 57P0x (stopping,
 * starting), 25006 (it takes no writes). Of the system: whatever keeps one from reaching another machine.
 */
const codes =
  /^(08\w{3}|53\w{3}|58\w{3}|57P0\w|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What pg says without a code of a connection that ended. */
const words =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return codes.test('code' in error ? String(error.code) : '') || words.test(error.message);
}
