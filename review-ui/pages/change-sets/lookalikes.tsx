/** A newcomer beside the teachers who are probably the same person: what is alike, what differs, and what to do about it. */
import type { ShownChange } from '../../../database/change-sets.ts';
import type { RegisteredTeacher } from '../../../database/teachers.ts';
import type { CellValue } from '../../../schemas/change.ts';
import type { Alike } from '../../../schemas/lookalike.ts';
import { masked } from '../../../schemas/mask.ts';
import { personalFields, type RecordField } from '../../../schemas/sheets/teacher.ts';
import type { PageContext } from '../../page.ts';
import { CellText, labelOf } from '../../parts/cell-value.tsx';
import { whereTheyDiffer } from './differences.ts';
import { reasonsOf } from './lookalike-note.tsx';
import type { OneChangeModel } from './one-change.ts';
import { lookalikesId } from './set-address.ts';
import { words } from './words.ts';

interface Props {
  readonly model: OneChangeModel;
  readonly page: PageContext;
}

export const Lookalikes = ({ model, page }: Props) => {
  const { change, known, upload } = model;
  if (change.alike === undefined) return null;
  return (
    <section id={lookalikesId} class="section lookalikes">
      <h2>{page.say(words.lookalikesTitle)}</h2>
      <p>{page.say(words.lookalikesAdvice)}</p>
      {change.alike.map((alike) => {
        const teacher = known.get(alike.teacher_id);
        return (
          <div key={alike.teacher_id} class="lookalike">
            <h3>{page.say(words.likenessOf, { unit: alike.unit_name, score: alike.score })}</h3>
            <p class="muted">{reasonsOf(alike, page)}</p>
            {teacher === undefined ? (
              <p>{page.say(words.outOfScope, { unit: alike.unit_name })}</p>
            ) : (
              <SideBySide
                change={change}
                unit={upload.unit_name}
                alike={alike}
                teacher={teacher}
                page={page}
              />
            )}
          </div>
        );
      })}
    </section>
  );
};

/** What tells one person from another. */
const compared: readonly RecordField[] = [
  ...(['name', 'id_type', 'id_number', 'gender', 'birth_date', 'mobile'] as const),
  ...(['stage', 'subject', 'work_start', 'status'] as const),
];

interface PairProps {
  readonly change: ShownChange;
  readonly unit: string;
  readonly alike: Alike;
  readonly teacher: RegisteredTeacher;
  readonly page: PageContext;
}

const SideBySide = ({ change, unit, teacher, page }: PairProps) => (
  <table class="side-by-side">
    <caption class="visually-hidden">
      {page.say(words.sideBySideCaption, { name: change.name, unit: teacher.unit_name })}
    </caption>
    <thead>
      <tr>
        <td />
        <th scope="col">{page.say(words.ours)}</th>
        <th scope="col">
          <a href={`/teachers/${teacher.id}`}>{page.say(words.theirs)}</a>
        </th>
      </tr>
    </thead>
    <tbody>
      {compared.map((field) => (
        <FieldRow
          key={field}
          field={field}
          ours={change.cells[field]?.new ?? null}
          theirs={teacher.record[field]}
          page={page}
        />
      ))}
      <tr>
        <th scope="row">{page.say(words.unit)}</th>
        <td>{unit}</td>
        <td>{teacher.unit_name}</td>
      </tr>
    </tbody>
  </table>
);

interface FieldProps {
  readonly field: RecordField;
  readonly ours: CellValue;
  readonly theirs: CellValue;
  readonly page: PageContext;
}

const FieldRow = ({ field, ours, theirs, page }: FieldProps) => (
  <tr class={ours === theirs ? 'alike' : 'differs'}>
    <th scope="row">
      {labelOf(field, page.language)} <span class="small">{verdictOf(field, ours, theirs, page)}</span>
    </th>
    <td>
      <CellText field={field} value={masked(field, ours)} page={page} />
    </td>
    <td>
      <CellText field={field} value={masked(field, theirs)} page={page} />
    </td>
  </tr>
);

/** In words, since two masked numbers may look the same. */
function verdictOf(field: RecordField, ours: CellValue, theirs: CellValue, page: PageContext): string {
  if (ours === null || theirs === null) return '';
  if (ours === theirs) return page.say(words.alike);
  if (!personalFields.includes(field) || typeof ours !== 'string' || typeof theirs !== 'string') {
    return page.say(words.differs);
  }
  const found = whereTheyDiffer(ours, theirs);
  return 'places' in found ? page.say(words.differsAt, { places: found.places }) : page.say(words.differs);
}
