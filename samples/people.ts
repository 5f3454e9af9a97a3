/** Made-up teachers: every field agrees with every other, and the same seed gives the same people. */
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { type Stage, type Subject, subjectsOfStage } from '../schemas/subject.ts';
import { certificateTypes, type PostType } from '../schemas/teacher-choices.ts';
import { type AreaBlock, type BirthRange, identityOf } from './identity-number.ts';
import { type NameOdds, nameOf, usualOdds } from './names.ts';
import type { Random } from './random.ts';

type Education = NonNullable<TeacherRecord['education']>;
type Title = NonNullable<TeacherRecord['title']>;

/** Blocks of test areas, one per user, so that the demo, its workbooks and a simulated province never collide. */
export const areaBlocks = {
  workbooks: { from: 2, count: 6 },
  retired: { from: 8, count: 2 },
  demo: { from: 10, count: 10 },
  simulated: { from: 20, count: 80 },
} as const satisfies Record<string, AreaBlock>;

/** Of working age from 2022 until 2030, so that no clean sample ages into a warning soon. */
export const workingAge: BirthRange = { from: '1967-01-01', to: '1997-12-31' };

/** What is asked of a person; the rest is chance. */
export interface Post {
  /** Number of the person within its block; decides documents and phone. */
  readonly n: number;
  readonly block: AreaBlock;
  readonly born?: BirthRange;
  readonly post_type: PostType;
  readonly stage: Stage;
  readonly is_rural: boolean;
  readonly status?: '在职' | '离职' | '退休';
  /** A kindergarten teaches none; otherwise drawn when left out. */
  readonly subject?: Subject;
  readonly odds?: NameOdds;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Nothing ever dials these; 154 keeps them apart from the usual prefixes. `change` 1 is the person's next phone, never someone else's. */
export const mobileOf = (n: number, block: AreaBlock, change: 0 | 1 = 0): string =>
  `154${pad(((2 * n + change + block.from * 1_000_000) * 48_271) % 100_000_000, 8)}`;

export const emailOf = (n: number, block: AreaBlock): string => `t${block.from}.${n}@example.com`;

/** Main subjects have several teachers for each one of the others. */
const subjectOdds = (stage: Stage): readonly (readonly [Subject, number])[] =>
  subjectsOfStage[stage].map((subject, index) => [subject, index < 3 ? 6 : 1]);
const oddsByStage: Readonly<Record<Stage, readonly (readonly [Subject, number])[]>> = {
  高中: subjectOdds('高中'),
  初中: subjectOdds('初中'),
  小学: subjectOdds('小学'),
  幼儿园: [],
};

const educationOdds: Readonly<Record<Stage, readonly (readonly [Education, number])[]>> = {
  高中: [
    ['硕士研究生', 30],
    ['本科', 68],
    ['博士研究生', 1],
  ],
  初中: [
    ['硕士研究生', 8],
    ['本科', 82],
    ['专科', 10],
  ],
  小学: [
    ['硕士研究生', 3],
    ['本科', 70],
    ['专科', 24],
    ['中专', 3],
  ],
  幼儿园: [
    ['本科', 30],
    ['专科', 55],
    ['中专', 13],
    ['高中及以下', 2],
  ],
};

const startAge: Readonly<Record<Education, number>> = {
  博士研究生: 28,
  硕士研究生: 25,
  本科: 22,
  专科: 21,
  中专: 19,
  高中及以下: 18,
};

function titleOf(random: Random, yearsOfService: number): Title {
  if (yearsOfService < 3) return random.chance(0.6) ? '未定级' : '二级';
  if (yearsOfService < 12) return random.chance(0.7) ? '二级' : '一级';
  if (yearsOfService < 20) return random.chance(0.8) ? '一级' : '高级';
  return random.weighted([
    ['一级', 55],
    ['高级', 43],
    ['正高级', 2],
  ]);
}

const certificateOfStage: Readonly<Record<Stage, 1 | 2 | 3 | 4>> = { 幼儿园: 1, 小学: 2, 初中: 3, 高中: 4 };

/** Number of 17 digits: year, province, authority (99x, unused), type, gender, sequence (DOMAIN §5). */
export function certificateNumberOf(
  n: number,
  block: AreaBlock,
  of: { year: number; type: number; gender: '男' | '女' },
): string {
  const sequence = (n + block.from * 10_007) % 1_000_000;
  // 990–994 for the small blocks, 995–999 for a simulated province, so that both may be in one registry.
  const authority = (block.from < 20 ? 990 : 995) + (Math.floor(n / 1_000_000) % 5);
  return `${of.year}37${authority}${of.type}${of.gender === '男' ? 1 : 2}${pad(sequence, 6)}`;
}

/** One made-up teacher. Pure in `post` and the state of `random`. */
export function teacherOf(random: Random, post: Post): TeacherRecord {
  const { n, block, stage, post_type, is_rural } = post;
  const gender = random.chance(stage === '幼儿园' ? 0.03 : 0.35) ? '男' : '女';
  const { name, ethnicity } = nameOf(random, gender, post.odds ?? usualOdds);
  const { id_number, birth_date } = identityOf(n, gender, block, post.born ?? workingAge);
  const birthYear = Number(birth_date.slice(0, 4));
  const drawn = random.weighted(educationOdds[stage]);
  // Whoever would still be studying in 2021 has the degree of the others.
  const education = birthYear + startAge[drawn] > 2021 ? '本科' : drawn;
  const startYear =
    birthYear + startAge[education] + random.whole(0, birthYear + startAge[education] < 2020 ? 1 : 0);
  const mustCertify = post_type !== '专任教师' && post_type !== '其他';
  const type = certificateOfStage[stage];
  // Certificates have been issued since 1996, to those in service as well.
  const certified = mustCertify || random.chance(0.97);
  return {
    name,
    id_type: '居民身份证',
    id_number,
    gender,
    birth_date,
    ethnicity,
    post_type,
    stage,
    subject: stage === '幼儿园' ? null : (post.subject ?? random.weighted(oddsByStage[stage])),
    is_rural,
    work_start: `${startYear}-${random.pick(['07', '08', '09'])}`,
    education,
    title: titleOf(random, 2022 - startYear),
    cert_type: certified ? (certificateTypes[type - 1]?.value ?? null) : null,
    cert_no: certified
      ? certificateNumberOf(n, block, { year: Math.max(startYear, 1996), type, gender })
      : null,
    mobile: mobileOf(n, block),
    email: random.chance(0.6) ? emailOf(n, block) : null,
    status: post.status ?? '在职',
  };
}
