/** The law of enrolment, said again as a table of conditions, against any teacher, unit, opening and campaign; and its lifecycle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../schemas/actor.ts';
import {
  type Candidate,
  type EnrolmentCell,
  type EnrolmentGround,
  type EnrolmentRefusal,
  enrolmentRefusal,
  registeredCell,
  stagesFor,
} from '../../schemas/enrolment.ts';
import { enrolmentLifecycle } from '../../schemas/enrolment-lifecycle.ts';
import { next } from '../../schemas/lifecycle.ts';
import { type Stage, type Subject, subjectsOfStage } from '../../schemas/subject.ts';
import { certificateTypes, postTypes } from '../../schemas/teacher-choices.ts';

interface Case {
  readonly ground: EnrolmentGround;
  readonly person: Candidate;
  readonly cell: EnrolmentCell;
}

const allStages: readonly Stage[] = ['高中', '初中', '小学', '幼儿园'];
const some = <T>(list: readonly T[]) => fc.subarray([...list]);
const one = <T>(list: readonly T[]) => fc.constantFrom(...list);

/** A campaign has the usual lists or fewer subjects; a kindergarten never has any. */
const subjectLists = fc.record({
  高中: some(subjectsOfStage.高中),
  初中: some(subjectsOfStage.初中),
  小学: some(subjectsOfStage.小学),
  幼儿园: fc.constant<Subject[]>([]),
});

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    kind: one(['school', 'school', 'research_institute', 'training_institute'] as const),
    stages: some(allStages),
    licence_no: one([null, '鲁幼379901-0001']),
    open: some(allStages),
    open_above: some(allStages),
    subjects: fc.oneof(fc.constant(subjectsOfStage), subjectLists),
    unit_id: one(['1', '1', '1', '2']),
    status: one(['在职', '在职', '在职', '离职', '退休', null]),
    post_type: one([...postTypes.map(({ value }) => value), null]),
    cert_type: one([...certificateTypes.map(({ value }) => value), null]),
    has_certificate: fc.boolean(),
    stage: one(allStages),
    subject: one([null, '语文', '数学', '物理', '科学', '体育', '思想政治', '道德与法治'] as const),
  })
  .map(({ kind, stages, licence_no, open, open_above, subjects, stage, subject, ...person }) => ({
    ground: {
      unit: { id: '1', name: '某校', kind, stages, licence_no },
      ...{ open: new Set(open), open_above: new Set(open_above), subjects },
    },
    person,
    cell: { stage, subject },
  }));

const isSchool = ({ ground }: Case) => ground.unit.kind === 'school';
const offers = ({ ground, cell }: Case) =>
  !isSchool({ ground } as Case) || ground.unit.stages.includes(cell.stage);
/** DOMAIN §2: staff of research and training, and heads with a certificate of primary or secondary school. */
const isFree = (given: Case) =>
  !isSchool(given) ||
  given.person.post_type === null ||
  ['教研', '科研', '培训教师'].includes(given.person.post_type) ||
  (given.person.post_type === '校（园）长' &&
    ['小学教师资格', '初级中学教师资格', '高级中学教师资格'].includes(given.person.cert_type ?? ''));

/** When each refusal is right. Somebody is refused exactly where at least one of these holds, and with one that holds. */
const conditions: Readonly<Record<EnrolmentRefusal, (given: Case) => boolean>> = {
  'not-here': ({ person }) => person.unit_id !== '1',
  'not-in-service': ({ person }) => person.status !== '在职',
  'stage-not-offered': (given) => !offers(given) && !isFree(given),
  'licence-missing': (given) =>
    isSchool(given) &&
    offers(given) &&
    given.cell.stage === '幼儿园' &&
    given.ground.unit.licence_no === null,
  'not-opened': (given) =>
    offers(given)
      ? !given.ground.open.has(given.cell.stage)
      : isFree(given) && (given.ground.open.size === 0 || !given.ground.open_above.has(given.cell.stage)),
  'subject-missing': ({ cell }) => cell.stage !== '幼儿园' && cell.subject === null,
  'subject-not-of-stage': ({ ground, cell }) =>
    cell.subject !== null && !ground.subjects[cell.stage].includes(cell.subject),
  'certificate-missing': (given) => !isSchool(given) && !given.person.has_certificate,
};

const answer = ({ ground, person, cell }: Case) => enrolmentRefusal(ground, person, cell);
const holds = (law: (given: Case) => void) => fc.assert(fc.property(anyCase, law), { numRuns: 3_000 });

describe('who is refused', () => {
  it('is exactly whom a condition holds against, and is told one that holds', () => {
    const seen = new Set<EnrolmentRefusal | null>();
    holds((given) => {
      const refused = answer(given);
      seen.add(refused);
      const right = Object.values(conditions).some((condition) => condition(given));
      expect(refused !== null).toBe(right);
      if (refused !== null) expect(conditions[refused](given)).toBe(true);
    });
    // Every refusal, and nobody's, was among the cases: the law was not proved of nothing.
    expect([...seen].sort()).toEqual([...Object.keys(conditions), null].sort());
  });

  it('never is a kindergarten teacher without a subject in a licensed kindergarten that is open', () => {
    holds(({ ground, person }) => {
      const unit = { ...ground.unit, kind: 'school', stages: ['幼儿园'], licence_no: '鲁幼1' } as const;
      const here = { ...ground, unit, open: new Set<Stage>(['幼儿园']) };
      const inService = { ...person, unit_id: '1', status: '在职' };
      expect(enrolmentRefusal(here, inService, { stage: '幼儿园', subject: null })).toBeNull();
      expect(enrolmentRefusal(here, inService, { stage: '幼儿园', subject: '语文' })).toBe(
        'subject-not-of-stage',
      );
    });
  });

  it('never is certified staff of an institution, in any subject of any stage that is open', () => {
    holds(({ ground, person }) => {
      const unit = { ...ground.unit, kind: 'research_institute', stages: [] } as const;
      const here = { ...ground, unit, open: new Set(allStages), subjects: subjectsOfStage };
      const staff = { ...person, unit_id: '1', status: '在职', has_certificate: true };
      for (const stage of allStages.filter((stage) => stage !== '幼儿园')) {
        for (const subject of subjectsOfStage[stage]) {
          expect(enrolmentRefusal(here, staff, { stage, subject })).toBeNull();
        }
      }
    });
  });
});

describe('what is offered', () => {
  it('is for each teacher the stages that some cell of would be taken, and nothing else', () => {
    holds(({ ground, person }) => {
      const here = { ...ground, subjects: subjectsOfStage };
      const staff = { ...person, unit_id: '1', status: '在职', has_certificate: true };
      const possible = allStages.filter((stage) => {
        const cells: readonly (Subject | null)[] = stage === '幼儿园' ? [null] : subjectsOfStage[stage];
        return cells.some((subject) => enrolmentRefusal(here, staff, { stage, subject }) === null);
      });
      expect([...stagesFor(here, staff)].sort()).toEqual([...possible].sort());
    });
  });

  it('as what somebody is registered for is never refused', () => {
    holds(({ ground, person, cell }) => {
      const found = registeredCell(ground, { ...person, registered: cell });
      const inService = { ...person, unit_id: '1', status: '在职' };
      if (found !== null) expect(enrolmentRefusal(ground, inService, found)).toBeNull();
    });
  });
});

/** What may happen; nothing else may. */
const allowed = new Set([
  'none enrol owner -> enrolled in enrolment',
  'none excuse owner -> none [reason] in enrolment',
  'enrolled change owner -> enrolled in enrolment',
  'enrolled release owner -> released [reason] in enrolment',
  'enrolled release superior -> released [reason]',
  'enrolled follow system -> enrolled',
  'enrolled end system -> released',
  'released restore system -> enrolled',
]);
const roles: readonly Role[] = ['owner', 'superior', 'overseer', 'system', 'stranger'];
const actions = ['enrol', 'excuse', 'change', 'release', 'follow', 'end', 'restore'];
const everyTry = (['none', 'enrolled', 'released'] as const).flatMap((state) =>
  actions.flatMap((action) => roles.map((role) => [state, action, role] as const)),
);

describe('the lifecycle of an enrolment', () => {
  it.each(everyTry)('of %s, %s by %s does what the table says and nothing else', (state, action, role) => {
    const row = next(enrolmentLifecycle, state, action, role);
    const line = [...allowed].find((one) => one.startsWith(`${state} ${action} ${role} `));
    if (typeof row === 'string') {
      expect(line).toBeUndefined();
      const anyone = [...allowed].some((one) => one.startsWith(`${state} ${action} `));
      expect(row).toBe(anyone ? 'not-your-tier' : 'wrong-state');
    } else {
      const needs = row.needs ? ` [${row.needs}]` : '';
      const window = row.window ? ` in ${row.window}` : '';
      expect(`${state} ${action} ${role} -> ${row.to}${needs}${window}`).toBe(line);
    }
  });

  it('has no other actions', () => {
    expect(new Set(enrolmentLifecycle.rows.map(({ action }) => action))).toEqual(new Set(actions));
  });
});
