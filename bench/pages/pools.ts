/** Sealed values for a registry of any size: a few hundred real ones, dealt out again and again; opening them costs the same. */
import type { Keys } from '../../database/keys.ts';
import { seal } from '../../database/seal.ts';
import { nameOf } from '../../samples/names.ts';
import { teacherOf } from '../../samples/people.ts';
import { randomFrom } from '../../samples/random.ts';

const size = 500;
const differentNames = 20_000;

export interface Pools {
  /** As `teachers.sealed`. */
  readonly numbers: readonly Buffer[];
  /** As `teacher_revisions.sealed`. */
  readonly records: readonly Buffer[];
  /** As `changes.sealed`: one changed cell. */
  readonly changes: readonly Buffer[];
  /** Many more of them, as common as in life. */
  readonly names: readonly string[];
}

export function poolsOf(keys: Keys): Pools {
  const records = Array.from({ length: size }, (_, index) =>
    teacherOf(randomFrom(index + 1), {
      ...{ n: index + 1, block: { from: 20, count: 80 } },
      ...{ post_type: '专任教师', stage: '小学', is_rural: false },
    }),
  );
  return {
    numbers: records.map(({ id_number, mobile, cert_no }) =>
      seal(keys, 'teacher', { id_number, mobile, cert_no }),
    ),
    records: records.map((record) => seal(keys, 'teacher', record)),
    changes: records.map(({ name, id_number, id_type }) =>
      seal(keys, 'change', { name, id_number, id_type, cells: { title: { old: '一级', new: '高级' } } }),
    ),
    names: Array.from(
      { length: differentNames },
      (_, index) => nameOf(randomFrom(index), index % 3 ? '女' : '男').name,
    ),
  };
}
