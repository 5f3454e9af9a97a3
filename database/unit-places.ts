/** Where units stand: city and county of each, as rosters name them, in the order in which rosters list them. */
import { sql } from 'kysely';
import { cityName, countyName } from './units.ts';

/**
 * The units of an area as a table of a statement: id, city, county, school_name, school_code and `place`, by which they are ordered:
 * counties by code, the units of each by code. What lies above the scope is named too, so that no school's county is blank; what
 * `directPlace` says stands in the place of a county that there is not.
 */
export const placesIn = (area: string) => sql`(
  with authorities as materialized (
    select id, kind, name, code, path collate "C" as path from units where kind in ('province', 'city', 'county', 'functional_zone')
    union all select id, kind, name, null, path collate "C" from units_above())
  select u.id, ${cityName} as city, ${countyName} as county, u.name as school_name, u.code as school_code,
    row_number() over (order by coalesce(p.code, left(g.code, 4) || '~'), p.id, u.code, u.id)::int as place
  from units u
  left join authorities p on p.path = regexp_replace(u.path, '[^/]+/$', '')
  left join authorities g on g.path = regexp_replace(p.path, '[^/]+/$', '')
  where u.path >= ${area} and u.path < ${`${area}~`})`;
