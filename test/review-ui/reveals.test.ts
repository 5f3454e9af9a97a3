/** Whole numbers over HTTP: for a reason, once, written down without them, and never for a stranger. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asSystem } from '../../database/scope.ts';
import { identityNumberOf, teacherRecord } from '../setup/people.ts';
import { enrolTeachers } from '../setup/registry.ts';
import { openWeb, program, signIn, type Web } from './web.ts';

let web: Web;
let id = '';
const whole = teacherRecord(1);
beforeAll(async () => {
  web = await openWeb();
  [id = ''] = await enrolTeachers(web.db, web.places.school, [whole]);
});
afterAll(() => web.close());

const eventsNow = async () =>
  (
    await asSystem(web.db, (tx) =>
      sql<{ account_id: string; unit_id: string; detail: unknown }>`
        select account_id, unit_id, detail from events where action = 'reveal' order by id`.execute(tx.sql),
    )
  ).rows;

describe('a program that says what for', () => {
  it('gets the whole numbers once, and one event at the unit without them and without the reason', async () => {
    const county = await program(web, web.places.county);
    expect(await county.post(`/teachers/${id}/reveals`, { reason: '联系张试1本人' })).toMatchObject({
      status: 200,
      body: { id, id_number: identityNumberOf(1), mobile: whole.mobile, cert_no: whole.cert_no },
    });
    const events = await eventsNow();
    expect(events).toMatchObject([
      { account_id: web.places.county.actor.account_id, unit_id: web.places.school.unit.id },
    ]);
    const text = JSON.stringify(events);
    for (const secret of [identityNumberOf(1), whole.mobile, whole.cert_no, '张试1'])
      expect(text).not.toContain(secret);
    expect((await county.get(`/teachers/${id}`)).body).toMatchObject({ id_number: '3799**********0033' });
  });

  it('is named to the unit itself and to its superior, with the reason', async () => {
    for (const place of [web.places.school, web.places.city]) {
      const asked = await program(web, place);
      expect((await asked.get(`/teachers/${id}/reveals`)).body).toMatchObject({
        reveals: [{ by: `甲县 · ${web.places.county.actor.username}`, reason: '联系张试1本人' }],
      });
    }
  });

  it('without a reason, or with one too long, gets nothing and leaves nothing', async () => {
    const county = await program(web, web.places.county);
    const before = await eventsNow();
    for (const reason of [undefined, '', ' 查 ', 'x'.repeat(201)])
      expect(await county.post(`/teachers/${id}/reveals`, { reason })).toMatchObject({ status: 422 });
    expect(await eventsNow()).toEqual(before);
  });

  it('outside its scope is answered as for somebody who does not exist', async () => {
    const stranger = await program(web, web.places.otherCounty);
    const before = await eventsNow();
    const [real, none] = [
      await stranger.post(`/teachers/${id}/reveals`, { reason: '核对证件原件' }),
      await stranger.post('/teachers/999999/reveals', { reason: '核对证件原件' }),
    ];
    expect(real).toMatchObject({ status: 404 });
    expect(JSON.stringify(real.body).replace(id, '')).toBe(JSON.stringify(none.body).replace('999999', ''));
    expect(await stranger.get(`/teachers/${id}/reveals`)).toMatchObject({ status: 404 });
    expect(await eventsNow()).toEqual(before);
  });

  it('is slowed down after thirty in an hour', async () => {
    const neighbour = await program(web, web.places.neighbour);
    const [own = ''] = await enrolTeachers(web.db, web.places.neighbour, [teacherRecord(2)]);
    for (let n = 0; n < 30; n += 1)
      expect((await neighbour.post(`/teachers/${own}/reveals`, { reason: '核对' })).status).toBe(200);
    expect((await neighbour.post(`/teachers/${own}/reveals`, { reason: '核对' })).status).toBe(429);
  });
});

describe('a person', () => {
  it('sees the numbers in the answer to the form, which nothing may keep, and not on the page again', async () => {
    const school = await signIn(web, web.places.school);
    const before = await school.page(`/teachers/${id}`);
    expect(before.html).toContain('谁看过完整号码');
    expect(before.html).not.toContain(identityNumberOf(1));
    const answer = await school.post(`/teachers/${id}/reveals`, { reason: '核对证件原件' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain(identityNumberOf(1));
    const after = await school.page(`/teachers/${id}`);
    expect(after.html).toContain('核对证件原件');
    expect(after.html).not.toContain(identityNumberOf(1));
  });

  it('leaves no number and no reason in the log', () => {
    const log = web.logged.join('\n');
    for (const secret of [identityNumberOf(1), whole.mobile, '核对证件原件'])
      expect(log).not.toContain(secret);
  });
});
