/** What the registry knows of the rows of an expert workbook, in a few statements whatever their number. */
import { sql } from 'kysely';
import { type ExpertAsked, type ExpertRowFacts, namesIn, workshopOf } from '../schemas/expert.ts';
import { activeExpertStates, teamPath } from '../schemas/expert-lifecycle.ts';
import { identityKey } from '../schemas/snapshot.ts';
import type { Stage, Subject } from '../schemas/subject.ts';
import { directPlace, parentPath } from '../schemas/unit.ts';
import type { Scoped } from './scope.ts';
import { identityHash } from './teacher-record.ts';
import { peopleByDocument } from './transfer-lookups.ts';

export interface CityCounty {
  readonly id: string;
  readonly name: string;
}

/** The city of a unit and its counties, the city itself first: it stands for the units right below it. None for the province. */
export async function countiesOf(tx: Scoped, path: string): Promise<CityCounty[]> {
  const city = teamPath(path);
  if (parentPath(city) === '/') return [];
  const { rows } = await sql<CityCounty>`select id, name from units
    where (path = ${city} or path >= ${city} and path < ${`${city}~`} and kind in ('county', 'functional_zone'))
      and closed_at is null order by path <> ${city}, code, id`.execute(tx.sql);
  return rows;
}

type Project = { campaign_id: string; name: string; stage: Stage };

async function projectsNamed(tx: Scoped, names: readonly string[]): Promise<Map<string, Project>> {
  const rows = await tx.sql
    .selectFrom('campaign_projects')
    .where(sql<boolean>`name = any(${names}::text[])`)
    .select(['campaign_id', 'name', 'stage'])
    .orderBy('campaign_id')
    .execute();
  return new Map(rows.map((row) => [row.name, row]));
}

async function subjectsIn(tx: Scoped, campaigns: readonly string[]): Promise<Map<string, Subject[]>> {
  const rows = await tx.sql
    .selectFrom('campaign_subjects')
    .where(sql<boolean>`campaign_id = any(${campaigns}::bigint[])`)
    .select(['campaign_id', 'stage', 'subject'])
    .execute();
  const found = new Map<string, Subject[]>();
  for (const { campaign_id, stage, subject } of rows) {
    const key = `${campaign_id} ${stage}`;
    found.set(key, [...(found.get(key) ?? []), subject]);
  }
  return found;
}

type Taken = NonNullable<ExpertRowFacts['taken']> & {
  readonly campaign_id: string;
  readonly hash: string;
  readonly workshop: string | null;
};
const placeKey = (campaign: string, hash: string, workshop: string | null): string =>
  `${campaign} ${hash} ${workshop ?? ''}`;

async function placesOf(tx: Scoped, hashes: readonly Buffer[]): Promise<Map<string, Taken>> {
  const { rows } =
    await sql<Taken>`select e.campaign_id, encode(e.identity_hash, 'hex') as hash, e.workshop, u.name as unit,
      e.stage, e.subject
    from experts e join units u on u.id = e.unit_id
    where e.identity_hash = any(${hashes}::bytea[]) and e.state = any(${activeExpertStates}::text[])`.execute(
      tx.sql,
    );
  return new Map(rows.map((row) => [placeKey(row.campaign_id, row.hash, row.workshop), row]));
}

/** One answer for each row, in their order. To be asked across all units: somebody may be on another city's team. */
export async function expertFacts(
  tx: Scoped,
  senderPath: string,
  rows: readonly ExpertAsked[],
): Promise<ExpertRowFacts[]> {
  const counties = await countiesOf(tx, senderPath);
  // City-direct units are written either way.
  const byName = new Map<string, string>(counties.slice(0, 1).map(({ id }) => [directPlace.city, id]));
  for (const { id, name } of counties) byName.set(name, id);
  const projects = await projectsNamed(tx, [...new Set(rows.flatMap(({ project }) => project ?? []))]);
  const subjects = await subjectsIn(tx, [...new Set([...projects.values()].map((one) => one.campaign_id))]);
  const people = await peopleByDocument(tx, rows);
  const hashes = rows.map((row) => identityHash(tx.keys, row));
  const places = await placesOf(tx, hashes);
  return rows.map((row, at) => {
    const project = projects.get(row.project ?? '') ?? null;
    const person = people.get(identityKey(row));
    const workshop = row.level === '省级' && row.stage !== null ? workshopOf(row.stage, row.subject) : null;
    const taken =
      project === null
        ? undefined
        : places.get(placeKey(project.campaign_id, hashes[at]?.toString('hex') ?? '', workshop));
    return {
      project: project === null ? null : { campaign_id: project.campaign_id, stage: project.stage },
      subjects: subjects.get(`${project?.campaign_id} ${row.stage}`) ?? [],
      person: person === undefined ? null : { id: person.id, name: person.record.name ?? '' },
      county_id: byName.get(row.county ?? '') ?? null,
      served: namesIn(row.served_counties).map((name) => ({ name, id: byName.get(name) ?? null })),
      taken: taken === undefined ? null : { unit: taken.unit, stage: taken.stage, subject: taken.subject },
    };
  });
}
