/** What each tier's first page shows, gathered within the actor's scope. */
import { completenessBelow, reviewQueue, silentUnits } from '../../../database/boards.ts';
import type { Database } from '../../../database/connect.ts';
import { inScope } from '../../../database/scope.ts';
import { listTeachers } from '../../../database/teachers.ts';
import { countByState, listUploads } from '../../../database/uploads.ts';
import type { Actor } from '../../../schemas/actor.ts';

const shownUploads = 5;
const shownWaiting = 50;
const shownSilent = 20;

export const schoolModel = (db: Database, actor: Actor) =>
  inScope(db, actor.unit_path, async (tx) => {
    const { uploads, total } = await listUploads(tx, {
      ...{ unit_id: actor.unit_id, template: 'teacher', limit: shownUploads },
    });
    const teachers = await listTeachers(tx, { unit_path: actor.unit_path, status: '在职', limit: 1 });
    return { uploads, total, teachers: teachers.total };
  });
export type SchoolModel = Awaited<ReturnType<typeof schoolModel>>;

export const countyModel = (db: Database, actor: Actor) =>
  inScope(db, actor.unit_path, async (tx) => ({
    queue: await reviewQueue(tx, actor.unit_id, shownWaiting),
    states: await countByState(tx),
    silent: await silentUnits(tx, actor.unit_id, shownSilent),
  }));
export type CountyModel = Awaited<ReturnType<typeof countyModel>>;

/** For a city or the province: how far each area has come, and the city-direct schools that wait for this very unit. */
export const overviewModel = (db: Database, actor: Actor) =>
  inScope(db, actor.unit_path, async (tx) => ({
    queue: await reviewQueue(tx, actor.unit_id, shownWaiting),
    states: await countByState(tx),
    areas: await completenessBelow(tx, actor.unit_id),
  }));
export type OverviewModel = Awaited<ReturnType<typeof overviewModel>>;
