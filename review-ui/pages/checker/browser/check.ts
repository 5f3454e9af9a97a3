/** Checks a file in a worker of its own, which is ended when it is through, takes too long, or needs too much memory. */
import { contextOf, type Policy } from '../../../../pipeline/context.ts';
import type { Told, Verdict } from './verdict.ts';

const MIB = 1024 * 1024;

/** The worker runs this page's own script, kept as a blob: nothing is fetched. */
const scriptAddress = (script: string): string =>
  URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));

export type Check = (file: File, onRows: (rows: number) => void) => Promise<Verdict>;

export function checkerFor(policy: Policy, script: string): Check {
  const address = scriptAddress(script);
  const { limits } = policy;
  return (file, onRows) => {
    // Before it is in memory.
    if (file.size > limits.file_bytes) {
      const params = { limit_mib: Math.floor(limits.file_bytes / MIB) };
      return Promise.resolve({ refused: { code: 'file-too-large', params } });
    }
    const context = contextOf(policy, { template: null, unit: null, stamp_key: null }, new Date());
    return new Promise<Verdict>((resolve, reject) => {
      const worker = new Worker(address);
      const end = (verdict: Verdict): void => {
        clearTimeout(timer);
        worker.terminate();
        resolve(verdict);
      };
      const timer = setTimeout(() => {
        end({ refused: { code: 'took-too-long', params: { limit_s: Math.floor(limits.time_ms / 1000) } } });
      }, limits.time_ms);
      worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        if ('verdict' in data) end(data.verdict);
        else onRows(data.rows);
      });
      worker.addEventListener('error', ({ message }) => {
        clearTimeout(timer);
        worker.terminate();
        reject(new Error(message));
      });
      worker.postMessage({ file, context });
    });
  };
}
