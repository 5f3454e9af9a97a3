/** What the approval of a conflict writes: of each cell exactly the value that was chosen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CellChanges,
  type CellChoice,
  cellChoices,
  chosenCells,
  patched,
} from '../../schemas/change.ts';
import type { RecordField } from '../../schemas/sheets/teacher.ts';
import { teacherRecord } from '../setup/people.ts';

const conflict: CellChanges = {
  title: { base: '二级', old: '一级', new: '高级' },
  education: { base: null, old: '本科', new: '专科' },
  subject: { old: '语文', new: '数学' },
};

describe('chosenCells', () => {
  it('keeps the registry by writing nothing, and takes the template or the school', () => {
    expect(chosenCells(conflict, { title: 'theirs', education: 'base' })).toEqual({
      education: { base: null, old: '本科', new: null },
      subject: { old: '语文', new: '数学' },
    });
  });

  it('without a choice takes what the school sent, and leaves other changes as they are', () => {
    expect(chosenCells(conflict, null)).toEqual(conflict);
    const plain: CellChanges = { mobile: { old: '15400000001', new: '15400000002' } };
    expect(chosenCells(plain, { mobile: 'theirs' })).toEqual(plain);
  });

  it('leaves every record with the chosen value in each cell, whatever is chosen', () => {
    const fields = ['title', 'education'] as const satisfies readonly RecordField[];
    const choice = fc.constantFrom<CellChoice>(...cellChoices);
    fc.assert(
      fc.property(choice, choice, (title, education) => {
        const before = teacherRecord(1, { title: '一级', education: '本科', subject: '语文' });
        const after = patched(before, chosenCells(conflict, { title, education }));
        const chosen = { title, education };
        for (const field of fields) {
          const { base = null, old, new: ours } = conflict[field] ?? { old: null, new: null };
          expect(after[field]).toBe({ base, theirs: old, ours }[chosen[field]]);
        }
        expect({ ...after, title: '', education: '' }).toEqual({
          ...{ ...before, subject: '数学' },
          ...{ title: '', education: '' },
        });
      }),
    );
  });
});
