/** `muster simulate`: writes a made-up province's workbooks, with what each of them must yield. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { usualMess } from '../../samples/simulate/messing.ts';
import { writeProvince } from '../../samples/simulate/write-province.ts';

const usage = `用法 Usage: muster simulate --out DIR [--seed N] [--units N] [--messy [SHARE]]

  --out DIR    写入的目录 where to write (workbooks/, units.csv, registry.csv, manifest.json)
  --seed N     同一种子得到同一结果 the same seed gives the same files; 1
  --units N    单位数 how many units; 40000 (about 1.2 million teachers)
  --messy [SHARE]  部分文件带有已知的问题，0–1 a share of the files is messy in known ways; ${usualMess}
`;

const settings = z.object({
  out: z.string().min(1),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
  units: z.coerce.number().int().min(1).max(100_000).default(40_000),
  messy: z.coerce.number().min(0).max(1).default(0),
});

/** The share may be left out. */
const isBareMessy = (arg: string, next = '--'): boolean => arg === '--messy' && next.startsWith('--');

function parsed(args: string[]): z.infer<typeof settings> | null {
  try {
    const { values } = parseArgs({
      args: args.map((arg, at) => (isBareMessy(arg, args[at + 1]) ? `--messy=${usualMess}` : arg)),
      options: {
        out: { type: 'string' },
        seed: { type: 'string' },
        units: { type: 'string' },
        messy: { type: 'string' },
      },
    });
    return settings.parse(values);
  } catch (error) {
    // Both say which option is wrong; anything else is a bug and belongs to the caller.
    if (error instanceof z.ZodError) {
      for (const { path, message } of error.issues) console.error(`--${path.join('.')}: ${message}`);
      return null;
    }
    if (error instanceof TypeError && 'code' in error) {
      console.error(error.message);
      return null;
    }
    throw error;
  }
}

/** Runs the command. Resolves to 0, or to 2 when an option is missing or wrong. */
export async function run(args: string[]): Promise<number> {
  const options = parsed(args);
  if (options === null) {
    console.error(usage);
    return 2;
  }
  const { out, ...province } = options;
  const started = performance.now();
  const { files, rows, bytes } = await writeProvince(out, province, (count) => {
    console.error(`${count} / ${province.units}`);
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${out}: ${files} 个文件 files, ${rows} 行 rows, ${(bytes / 1024 / 1024).toFixed(1)} MiB, ` +
      `${seconds.toFixed(1)} s (${Math.round(files / seconds)} 个/秒 files/s)`,
  );
  return 0;
}
