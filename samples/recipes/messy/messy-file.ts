/** One file of samples/messy/: a single mess, and the verdict that `muster check` must give, said by hand beside it. */
import type { RefusalCode } from '../../../schemas/refusal.ts';
import type { TeacherRecord, TeacherRow } from '../../../schemas/sheets/teacher.ts';
import { areaBlocks, type Post, teacherOf } from '../../people.ts';
import { randomFrom } from '../../random.ts';
import { bytesOf } from '../bytes.ts';
import {
  type Cells,
  type Finding,
  type Line,
  type PlacedFinding,
  type PlacedIssue,
  placed,
  plainHeader,
  type SheetRecipe,
  teacherLine,
} from '../recipe.ts';

/** What `muster check --json --values` must say of a file; the counts follow from the issues. */
export interface Verdict {
  /** Null where the file is refused before it is known. */
  readonly template: string | null;
  readonly format: string | null;
  readonly encoding?: string;
  readonly rows: number;
  readonly issues: readonly PlacedIssue[];
  /** What single cells must be understood as: the ones that the file is about. */
  readonly values?: readonly { readonly row: number; readonly cells: Partial<TeacherRow> }[];
  readonly refusal?: RefusalCode;
}

export interface MessyFile {
  readonly file: string;
  readonly about: SheetRecipe['about'];
  /** Arguments of `muster check` besides --json, --values and the file. */
  readonly arguments: readonly string[];
  readonly verdict: Verdict;
  readonly bytes: () => Uint8Array;
}

const usualArguments = ['--allow-test-ids'];
export const sheetName = '教师信息采集表';

/** A made-up teacher; `n` keeps the people of a file apart. */
export const person = (n: number, post: Partial<Post> = {}): TeacherRecord =>
  teacherOf(randomFrom(3000 + n), {
    n: 300 + n,
    block: areaBlocks.workbooks,
    post_type: '专任教师',
    stage: '小学',
    is_rural: false,
    odds: { dotted: 0, astral: 0 },
    ...post,
  });

/** The three people whose documents are printed in the guides: valid by checksum, and nobody's. */
export const guideMan = {
  ...person(901),
  ...{ id_number: '379900198503071239', gender: '男', birth_date: '1985-03-07', work_start: '2007-08' },
} satisfies TeacherRecord;
export const guideWoman = {
  ...person(902),
  ...{ id_number: '379901197911122463', gender: '女', birth_date: '1979-11-12', work_start: '2001-09' },
} satisfies TeacherRecord;
export const guideManX = {
  ...person(903),
  ...{ id_number: '37990019850307005X', gender: '男', birth_date: '1985-03-07', work_start: '2007-08' },
} satisfies TeacherRecord;

/** A teacher's line: what is written where, what that must be understood as, and what must be said of it. */
export const line = (
  record: TeacherRecord,
  cells: Cells = {},
  values: Partial<TeacherRow> = {},
  ...findings: readonly Finding[]
): Line => ({ ...teacherLine(record, '新增', cells, findings), values });

type About = SheetRecipe['about'];
interface More extends Partial<Omit<SheetRecipe, 'findings'>> {
  readonly arguments?: readonly string[];
  /** Findings about the whole file or its header; on the sheet that is read unless they name another. */
  readonly findings?: readonly (Omit<PlacedFinding, 'sheet' | 'sight'> & { readonly sheet?: string })[];
  /** The bytes to keep instead, made of the file's own. */
  readonly rewritten?: (bytes: Uint8Array) => Uint8Array;
}

/** A file with a table. Its extension says the format unless `more` does: a name may lie. */
export function messy(file: string, about: About, lines: readonly Line[], more: More = {}): MessyFile {
  const { arguments: given = usualArguments, findings = [], rewritten = (bytes) => bytes, ...rest } = more;
  const format = rest.format ?? (file.endsWith('.xlsx') ? 'xlsx' : 'csv');
  const encoding = rest.encoding ?? 'utf-8';
  const name = format === 'csv' ? 'CSV' : (rest.sheetName ?? sheetName);
  const recipe: SheetRecipe = {
    ...{ file, about, lines, format, encoding, head: [plainHeader], ...rest, sheetName: name },
    findings: findings.map((found) => ({ sheet: name, sight: 'file', ...found })),
  };
  const first = recipe.head.length + 1;
  const values = lines.flatMap(({ values: cells = {} }, index) =>
    Object.keys(cells).length === 0 ? [] : [{ row: first + index, cells }],
  );
  return {
    file,
    about,
    arguments: given,
    verdict: {
      template: 'teacher',
      format,
      ...(format === 'csv' ? { encoding } : {}),
      rows: lines.filter(({ isPerson }) => isPerson).length,
      issues: placed(recipe, 'file'),
      ...(values.length === 0 ? {} : { values }),
    },
    bytes: () => rewritten(bytesOf(recipe)),
  };
}

/** A file that is refused, with the code that says why. */
export const refused = (
  file: string,
  about: About,
  refusal: RefusalCode,
  bytes: () => Uint8Array,
): MessyFile => ({
  file,
  about,
  arguments: usualArguments,
  verdict: { template: null, format: null, rows: 0, issues: [], refusal },
  bytes,
});
