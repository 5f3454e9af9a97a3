/** The worker's side: reads and checks one file, so that the page stays alive meanwhile. */
import { examine } from '../../../../pipeline/examine.ts';
import { RefusedFile } from '../../../../schemas/refusal.ts';
import { checked, type Task, type Told } from './verdict.ts';

const tell = (told: Told): void => self.postMessage(told);

export function serve(): void {
  self.addEventListener('message', async ({ data }: MessageEvent<Task>) => {
    const bytes = new Uint8Array(await data.file.arrayBuffer());
    try {
      const examined = examine(bytes, data.context, ({ rows }) => tell({ rows }));
      tell({ verdict: { ok: checked(examined) } });
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      tell({ verdict: { refused: error.refusal } });
    }
  });
}
