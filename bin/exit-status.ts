/** What our processes say by their exit status. */
export const exitStatus = {
  failed: 1,
  usage: 2,
  /** EX_CONFIG of sysexits.h. */
  wrongSettings: 78,
  /** EADDRINUSE of Linux; below the numbers that shells use for signals. */
  portTaken: 98,
  /** As a shell tells of SIGPIPE: what was not told to its end did not succeed. */
  brokenPipe: 141,
} as const;
