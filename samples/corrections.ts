/** What schools correct in a year: a new phone, a title gained, a degree finished. */
import type { TeacherRecord } from '../schemas/sheets/teacher.ts';
import { educations, titles } from '../schemas/teacher-choices.ts';
import type { AreaBlock } from './identity-number.ts';
import { emailOf, mobileOf } from './people.ts';
import type { Random } from './random.ts';

type Correction = Partial<TeacherRecord>;

/** The value one step up in a list that is ordered from highest to lowest; null at the top. */
function above<V extends string>(list: readonly { readonly value: V }[], value: string | null): V | null {
  const index = list.findIndex((choice) => choice.value === value);
  return index > 0 ? (list[index - 1]?.value ?? null) : null;
}

/** One or two cells that differ from the record; never empty, always valid. `n` is the person's number in its block. */
export function correctionOf(
  random: Random,
  record: TeacherRecord,
  person: { readonly n: number; readonly block: AreaBlock },
): Correction {
  const phone: Correction = { mobile: mobileOf(person.n, person.block, 1) };
  const kind = random.weighted([
    ['phone', 50],
    ['title', 25],
    ['education', 10],
    ['email', 15],
  ] as const);
  if (kind === 'title') {
    const title = above(titles, record.title);
    return title === null ? phone : { title };
  }
  if (kind === 'education') {
    const education = above(educations, record.education);
    return education === null ? phone : { education, ...phone };
  }
  if (kind === 'email' && record.email === null) return { email: emailOf(person.n, person.block) };
  return phone;
}
