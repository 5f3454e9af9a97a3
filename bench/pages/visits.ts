/** What is visited: pages as people open them, each with who opens it. */

export type Visitor = 'province' | 'city' | 'county';

/** Pages that are opened all day, which the limit is for; the others are measured alone. */
export type Often = 'often' | 'now and then';

export interface Visit {
  readonly often: Often;
  /** What the figures call it. */
  readonly page: string;
  readonly by: Visitor;
  readonly path: () => string;
}

export interface Sights {
  /** The change set with thousands of changes. */
  readonly set: string;
  /** Of files as most schools send them. */
  readonly sets: readonly string[];
  readonly city_id: string;
  readonly county_id: string;
  /** Ids of teachers at the county. */
  readonly teachers: readonly string[];
  readonly names: readonly string[];
}

/** Which pages in which order; of those opened often, every one comes as often as every other. Reviewers open file after file. */
export function visitsOf(sights: Sights): Visit[] {
  let turn = 0;
  const one = (list: readonly string[]): string => {
    turn += 1;
    return list[turn % list.length] ?? '';
  };
  const named = (query = '') => `/teachers?name=${encodeURIComponent(one(sights.names))}${query}`;
  const set = `/change-sets/${sights.set}`;
  const ordinary = () => `/change-sets/${one(sights.sets)}`;
  const visit = (
    page: string,
    by: Visitor,
    path: string | (() => string),
    often: Often = 'often',
  ): Visit => ({
    ...{ page, by, often },
    path: typeof path === 'string' ? () => path : path,
  });
  const rarely = 'now and then';
  return [
    visit('board of the county', 'county', '/'),
    visit('board of the city', 'city', '/'),
    visit('board of the province', 'province', '/'),
    visit('queue of the county', 'county', '/change-sets'),
    visit('queue of the province, applied', 'province', '/change-sets?state=applied', rarely),
    visit('differences of a school', 'county', ordinary),
    visit('differences of the next school', 'county', ordinary),
    visit('differences of thousands', 'county', set),
    visit('differences of thousands, page 20', 'county', `${set}?page=20`, rarely),
    visit('differences of thousands, one kind', 'county', `${set}?kind=change`, rarely),
    visit('teachers of the county', 'county', '/teachers'),
    visit('teachers of the province', 'province', '/teachers'),
    visit('teachers by stage, province', 'province', `/teachers?stage=${encodeURIComponent('高中')}`, rarely),
    visit('teachers by name, county', 'county', () => named()),
    visit('teachers by name, province', 'province', () => named()),
    visit('teacher', 'county', () => `/teachers/${one(sights.teachers)}`),
    visit('unit: the city', 'province', `/units/${sights.city_id}`, rarely),
    visit('units of the county', 'county', '/units', rarely),
    visit('units of the province', 'province', '/units', rarely),
    visit('roster as of a day, county', 'county', '/teachers?as_of=2026-04-01', rarely),
  ];
}
