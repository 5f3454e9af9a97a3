/** Waits no longer than somebody can wait: what is away may never answer. */

/** Rejects when `asking` takes longer; whatever comes of it then is nobody's business any more. */
export async function inTime<T>(asking: Promise<T>, longest_ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${longest_ms} ms`)), longest_ms);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
}
