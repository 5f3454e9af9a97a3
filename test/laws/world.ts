/** A small registry in which people do what they may in any order, through the routes; what goes wrong may only be a problem. */
import { asSystem } from '../../database/scope.ts';
import { teachersInService } from '../../database/teachers.ts';
import type { TeacherRow } from '../../schemas/sheets/teacher.ts';
import { type Program, program, type Web } from '../review-ui/web.ts';
import { teacherRecord, teacherRow } from '../setup/people.ts';
import { csvOf, enrolTeachers, type Place } from '../setup/registry.ts';

export type SchoolName = 'school' | 'neighbour' | 'stranger';
export const schoolNames: readonly SchoolName[] = ['school', 'neighbour', 'stranger'];
/** People whom files may name; the first eight are in the registry from the start. */
export const people = 12;

type Answer = Awaited<ReturnType<Program['post']>>;

export class World {
  readonly web: Web;
  readonly #callers: ReadonlyMap<Place, Program>;
  readonly #latest = new Map<SchoolName, { upload: string; set?: string }>();
  readonly #applied = new Map<SchoolName, string>();
  #files = 0;

  private constructor(web: Web, callers: ReadonlyMap<Place, Program>) {
    this.web = web;
    this.#callers = callers;
  }

  static async open(web: Web): Promise<World> {
    const { places, db } = web;
    const at = (place: Place, numbers: readonly number[]) =>
      enrolTeachers(
        db,
        place,
        numbers.map((n) => teacherRecord(n)),
      );
    await at(places.school, [1, 2, 3]);
    await at(places.neighbour, [4, 5, 6]);
    await at(places.stranger, [7, 8]);
    const callers = new Map<Place, Program>();
    for (const place of Object.values(places)) callers.set(place, await program(web, place));
    return new World(web, callers);
  }

  caller(place: Place): Program {
    const found = this.#callers.get(place);
    if (found === undefined) throw new Error('nobody acts there');
    return found;
  }

  county(of: SchoolName): Program {
    const { county, otherCounty } = this.web.places;
    return this.caller(of === 'stranger' ? otherCounty : county);
  }

  /** The file of a school as its registry stands, with one person left out, one changed, one added. */
  async send(
    at: SchoolName,
    { drop, retitle, add }: { drop: number; retitle: number; add: number },
  ): Promise<void> {
    const place = this.web.places[at];
    const known = await asSystem(this.web.db, (tx) => teachersInService(tx, place.unit.id));
    const school = { school_code: place.unit.code, school_name: place.unit.name };
    const rows: TeacherRow[] = known.map(({ record }, index) => ({
      ...record,
      ...school,
      action: '核实无误',
      ...(index === retitle ? { title: record.title === '高级' ? '一级' : '高级', action: '修正' } : {}),
    }));
    rows.splice(drop, 1);
    if (add > 0) rows.push({ ...teacherRow(add, {}, school), action: null });
    if (rows.length === 0) return;
    const bytes = Uint8Array.from(csvOf(rows));
    const answer = this.#fine(await this.caller(place).upload(bytes, `${++this.#files}.csv`));
    const { id } = answer.body as { id?: string };
    if (id === undefined) return;
    await this.web.check(id);
    this.#latest.set(at, { upload: id });
  }

  /** What became of whoever is missing, and the school's word. */
  async submit(at: SchoolName, rest: 'kept' | 'left' | 'moved', to: SchoolName): Promise<void> {
    const latest = this.#latest.get(at);
    if (latest === undefined) return;
    const school = this.caller(this.web.places[at]);
    const path = `/uploads/${latest.upload}`;
    if (rest === 'moved') {
      const destination = this.web.places[to].unit.code;
      const { body } = this.#fine(await school.get(`${path}/missing`));
      const { missing = [] } = body as { missing?: { change: string }[] };
      const answers = missing.map(({ change }) => ({ change, answer: 'moved', destination }));
      this.#fine(await school.post(`${path}/missing`, { answers }));
    }
    this.#fine(await school.post(`${path}/missing`, { rest: rest === 'moved' ? 'kept' : rest }));
    const { body } = this.#fine(await school.post(`${path}/submit`));
    const { change_set_id: set } = body as { change_set_id?: string };
    if (set !== undefined) this.#latest.set(at, { ...latest, set });
  }

  async decide(at: SchoolName, decision: 'approve' | 'reject' | 'clear'): Promise<void> {
    const set = this.#latest.get(at)?.set;
    if (set === undefined) return;
    this.#fine(
      await this.county(at).post(`/change-sets/${set}/decisions`, {
        ...{ changes: 'all', decision },
        ...(decision === 'reject' ? { reason: '请核对' } : {}),
      }),
    );
  }

  async close(at: SchoolName): Promise<void> {
    const set = this.#latest.get(at)?.set;
    if (set === undefined) return;
    const answer = this.#fine(
      await this.county(at).post(`/change-sets/${set}/approve`, { shrinkage_confirmed: true }),
    );
    if (answer.status === 200) this.#applied.set(at, set);
  }

  async sendBack(at: SchoolName): Promise<void> {
    const set = this.#latest.get(at)?.set;
    if (set === undefined) return;
    this.#fine(await this.county(at).post(`/change-sets/${set}/return`, { reason: '请核对' }));
  }

  /** Asks for the undo of the set that was applied last; the county then reviews it like any other. */
  async undo(at: SchoolName): Promise<void> {
    const set = this.#applied.get(at);
    if (set === undefined) return;
    const { body } = this.#fine(
      await this.county(at).post(`/change-sets/${set}/revert`, { reason: '审核有误' }),
    );
    const { id, upload_id } = body as { id?: string; upload_id?: string };
    if (id !== undefined && upload_id !== undefined) this.#latest.set(at, { upload: upload_id, set: id });
  }

  /** The receiving school asks for somebody; from the departed pool that is already the move. */
  async propose(person: number, to: SchoolName): Promise<void> {
    const { name, id_type, id_number } = teacherRecord(person);
    const place = { stage: '小学', subject: '语文', is_rural: false, effective_date: '2026-11-01' };
    const school = this.caller(this.web.places[to]);
    this.#fine(await school.post('/transfers', { name, id_type, id_number, ...place }));
  }

  /** Whoever acts on the oldest transfers does, county by county and up to the province. */
  async act(verb: 'carry-out' | 'decline'): Promise<void> {
    const { county, otherCounty, city, province } = this.web.places;
    for (const authority of [county, otherCounty, city, province].map((place) => this.caller(place))) {
      const { body } = this.#fine(await authority.get('/transfers?waiting=me'));
      const [first] = (body as { transfers: { id: string }[] }).transfers;
      if (first !== undefined) {
        this.#fine(await authority.post(`/transfers/${first.id}/${verb}`, { reason: '请核对' }));
      }
    }
  }

  /** The two schools of the county become one; or the one that ended is opened again, without the people who left it. */
  async merge(from: SchoolName, into: SchoolName): Promise<void> {
    const { unit } = this.web.places[from];
    const target = this.web.places[into].unit.id;
    this.#fine(await this.county(from).post(`/units/${target}/merge`, { from: [unit.id] }));
  }

  async reopen(at: SchoolName): Promise<void> {
    const { id } = this.web.places[at].unit;
    const { body } = this.#fine(await this.county(at).get(`/units/${id}`));
    const { version } = body as { version: number };
    this.#fine(await this.county(at).post(`/units/${id}/reopen`, { version }));
  }

  /** A worker's round: whatever is owed now. */
  async work(): Promise<void> {
    const owed = await asSystem(this.web.db, (tx) =>
      tx.sql.selectFrom('uploads').where('owes', 'is not', null).select(['id', 'owes']).execute(),
    );
    for (const { id, owes } of owed) await (owes === 'apply' ? this.web.apply(id) : this.web.check(id));
  }

  /** An answer may be a refusal; it may not be a failure. */
  #fine<A extends { readonly status: number; readonly body: unknown }>(answer: A): A {
    if (answer.status >= 500) throw new Error(JSON.stringify(answer.body));
    return answer;
  }
}

export type { Answer };
