/** What people do while a fault strikes: files of every kind, reviews, enrolments; each goes on until it has come to its end. */
import { setTimeout as wait } from 'node:timers/promises';
import { eventsOf } from '../../database/events.ts';
import { asSystem } from '../../database/scope.ts';
import type { UploadState } from '../../schemas/upload-lifecycle.ts';
import { nextVersion } from '../setup/past.ts';
import type { Answer, Person } from './person.ts';
import { bytesOf, rosterOf, type Scene, type School, somebody } from './scene.ts';

const look_ms = 250;
const patience_ms = 150_000;
/** A set that goes stale is checked and reviewed again; more often than this it never ends. */
const mostReviews = 6;

/** Something that has to come to its end, and the ends that are right. */
export interface Story {
  readonly name: string;
  readonly ends: readonly string[];
  readonly run: () => Promise<string>;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Sends a file in and keeps its receipt. */
export async function send(
  scene: Scene,
  { person }: Pick<School, 'person'>,
  bytes: Bytes,
  name: string,
): Promise<string> {
  const { status, body } = await person.upload(bytes, name);
  // The collection is closed; it may be opened again.
  if (status === 423) {
    await wait(look_ms);
    return await send(scene, { person }, bytes, name);
  }
  if (status !== 201) throw new Error(`a file was answered ${status}: ${JSON.stringify(body)}`);
  scene.receipts.add(String(body.id));
  return String(body.id);
}

const upload = async (person: Person, id: string): Promise<Answer['body'] & { state: UploadState }> => {
  const { status, body } = await person.get(`/uploads/${id}`);
  if (status !== 200) throw new Error(`upload ${id} was answered ${status}`);
  return body as Answer['body'] & { state: UploadState };
};

/** Waits for the verdict on a file. */
export async function verdictOn(person: Person, id: string): Promise<UploadState> {
  for (const deadline = Date.now() + patience_ms; ; await wait(look_ms)) {
    const { state } = await upload(person, id);
    if (state !== 'received') return state;
    if (Date.now() > deadline) throw new Error(`upload ${id} has no verdict`);
  }
}

/** All that a reviewer does to let a set through; what comes too late is no harm. */
export async function letThrough(reviewer: Person, set: string): Promise<void> {
  await reviewer.post(`/change-sets/${set}/decisions`, { changes: 'all', decision: 'approve' });
  await reviewer.post(`/change-sets/${set}/approve`, { shrinkage_confirmed: true });
}

/** Takes a clean file as far as the registry. Whatever answer was lost, the state says what comes next. */
export async function untilApplied(scene: Scene, school: School, id: string): Promise<UploadState> {
  let reviews = 0;
  for (const deadline = Date.now() + patience_ms; Date.now() < deadline; await wait(look_ms)) {
    const { state, change_set_id: set } = await upload(school.person, id);
    if (state === 'ready') {
      await school.person.post(`/uploads/${id}/missing`, { rest: 'kept' });
      await school.person.post(`/uploads/${id}/submit`);
    } else if (state === 'submitted') {
      reviews += 1;
      if (reviews > mostReviews) return state;
      await letThrough(reviewerOf(scene, school), String(set));
    } else if (state !== 'received' && state !== 'approved') return state;
  }
  throw new Error(`upload ${id} never came to its end`);
}

const reviewerOf = ({ county, other }: Scene, school: School): Person =>
  (county.schools.includes(school) ? county : other).reviewers[0];

const checked = (scene: Scene, school: School, bytes: Bytes, name: string) => async () =>
  await verdictOn(school.person, await send(scene, school, bytes, name));

/** Its roster with two new teachers, all the way. */
export const roster = (scene: Scene, school: School): Story => ({
  name: 'a roster',
  ends: ['applied'],
  run: async () => {
    const rows = rosterOf(school, [somebody(scene.ground), somebody(scene.ground)]);
    return await untilApplied(scene, school, await send(scene, school, bytesOf(rows), 'roster.csv'));
  },
});

export const broken = (scene: Scene, school: School): Story => ({
  name: 'a file with errors',
  ends: ['needs_fix'],
  run: checked(
    scene,
    school,
    bytesOf(rosterOf(school, [{ ...somebody(scene.ground), mobile: '12' }])),
    'broken.csv',
  ),
});

const hostile = (scene: Scene, school: School): Story => ({
  name: 'no table at all',
  ends: ['refused'],
  run: checked(scene, school, Uint8Array.from(Buffer.from(`%PDF-1.7 ${school.place.unit.id}`)), 'paper.xlsx'),
});

const large = (scene: Scene, school: School, rows: number): Story => ({
  name: 'a large file',
  ends: ['ready', 'needs_fix'],
  run: async () => {
    const added = Array.from({ length: rows }, () => somebody(scene.ground));
    return await checked(scene, school, bytesOf(rosterOf(school, added)), 'large.csv')();
  },
});

const small = (scene: Scene, school: School): Story => ({
  name: 'a small file',
  ends: ['ready'],
  run: checked(scene, school, bytesOf(rosterOf(school, [somebody(scene.ground)])), 'small.csv'),
});

/** The same file several times at once, and its word twice: one upload all the same. */
const doubled = (scene: Scene, school: School): Story => ({
  name: 'a file sent and submitted twice',
  ends: ['submitted'],
  run: async () => {
    const bytes = bytesOf(rosterOf(school, [somebody(scene.ground)]));
    const sent = await Promise.all([1, 2, 3].map((n) => send(scene, school, bytes, `copy ${n}.csv`)));
    const [id = ''] = sent;
    if (new Set(sent).size !== 1) return `uploads ${sent.join(', ')}`;
    const state = await verdictOn(school.person, id);
    if (state !== 'ready') return state;
    await school.person.post(`/uploads/${id}/missing`, { rest: 'kept' });
    await Promise.all([1, 2].map(() => school.person.post(`/uploads/${id}/submit`)));
    return (await upload(school.person, id)).state;
  },
});

const enrolment = (_scene: Scene, { person, known }: School): Story => ({
  name: 'an enrolment',
  ends: ['enrolled'],
  run: async () => {
    const choices = known.slice(0, 2).map(({ id }) => ({ teacher_id: id, stage: '小学', subject: '语文' }));
    const { status, body } = await person.post('/enrolments', { choices });
    return status === 200 ? 'enrolled' : `${status} ${JSON.stringify(body)}`;
  },
});

/** Two reviewers of one office let the same set through at the same moment. */
export const reviewedTwice = (scene: Scene, school: School): Story => ({
  name: 'a roster with two reviewers',
  ends: ['applied'],
  run: async () => {
    const id = await send(scene, school, bytesOf(rosterOf(school, [somebody(scene.ground)])), 'two.csv');
    if ((await verdictOn(school.person, id)) === 'ready') {
      await school.person.post(`/uploads/${id}/missing`, { rest: 'kept' });
      await school.person.post(`/uploads/${id}/submit`);
      const { change_set_id: set } = await upload(school.person, id);
      await Promise.all(scene.county.reviewers.map((reviewer) => letThrough(reviewer, String(set))));
    }
    return await untilApplied(scene, school, id);
  },
});

/** The registry moves under a set while it lies in review: it is checked and reviewed again, and never written over what came between. */
const movedUnder = (scene: Scene, school: School): Story => ({
  name: 'a roster whose teacher changes under review',
  ends: ['applied after stale'],
  run: async () => {
    const { ground } = scene;
    const [first] = school.known;
    const id = await send(scene, school, bytesOf(rosterOf(school, [])), 'moved.csv');
    for (let state = await verdictOn(school.person, id); state === 'ready'; ) {
      await school.person.post(`/uploads/${id}/submit`);
      state = (await upload(school.person, id)).state;
    }
    await patiently(() => nextVersion(ground.db, first?.id ?? '', { cells: { email: 'new@example.com' } }));
    const end = await untilApplied(scene, school, id);
    const stale = await patiently(() =>
      asSystem(ground.db, async (tx) =>
        (await eventsOf(tx, 'upload', id)).some(({ action }) => action === 'stale'),
      ),
    );
    return stale ? `${end} after stale` : end;
  },
});

/** The harness too may meet a database that is away. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + patience_ms; ; await wait(look_ms)) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** Two schools add the same person: one of them gets there. */
export const rivals = (scene: Scene, schools: readonly [School, School]): Story => ({
  name: 'one person claimed by two schools',
  ends: ['1 of 2'],
  run: async () => {
    const wanted = somebody(scene.ground);
    const ids = await Promise.all(
      schools.map((school) => send(scene, school, bytesOf(rosterOf(school, [wanted])), 'rival.csv')),
    );
    await Promise.all(schools.map((school, index) => untilApplied(scene, school, ids[index] ?? '')));
    const found = await Promise.all(
      schools.map(({ person }) => person.get(`/teachers?name=${encodeURIComponent(wanted.name)}`)),
    );
    const held = found.filter(({ body }) => (body.teachers as unknown[] | undefined)?.length === 1);
    return `${held.length} of 2`;
  },
});

/** Of a usual round: every kind of file, most of them small. Schools are used up in their order. */
export function usualLoad(scene: Scene, { largeRows }: { readonly largeRows: number }): Story[] {
  const { schools } = scene.county;
  const kinds = [
    roster,
    roster,
    roster,
    broken,
    hostile,
    doubled,
    enrolment,
    reviewedTwice,
    movedUnder,
  ] as const;
  const stories = schools.slice(0, -3).map((school, index) => {
    const kind = kinds[index];
    return kind === undefined ? small(scene, school) : kind(scene, school);
  });
  const [first, second, last] = schools.slice(-3) as [School, School, School];
  const elsewhere = scene.other.schools.slice(0, 2).map((school) => roster(scene, school));
  return [...stories, rivals(scene, [first, second]), large(scene, last, largeRows), ...elsewhere];
}
