/** Who may do what to which unit, for every tier, kind, action and place, against the table written out by hand. */
import { describe, expect, it } from 'vitest';
import {
  kindsToAdd,
  mayOrganise,
  type OrganisationAction,
  organisationActions,
  organisationActionsOn,
  tiersThatMay,
} from '../../schemas/organisation.ts';
import { type Tier, tiers, type UnitKind, unitKinds } from '../../schemas/unit.ts';

/** Where the unit stands, seen from the actor at /1/2/: itself right below, further down, or in another branch. */
const places = { 'right below': '/1/2/', 'further below': '/1/2/5/', elsewhere: '/1/3/' } as const;
type PlaceName = keyof typeof places;

const leaf = 'school research_institute training_institute administrative_body';
/** `tier: kinds: actions: places`. Nothing else is allowed to anybody. */
const allowed = [
  `province: city: add change close reopen: right below, further below`,
  `province: county functional_zone: add change move close reopen: right below, further below`,
  `province: ${leaf}: add change move close merge reopen: right below, further below`,
  `province: school: split: right below, further below`,
  `city: functional_zone: add change move close reopen: right below, further below`,
  `city: ${leaf}: add change move close merge reopen: right below, further below`,
  `city: school: split: right below, further below`,
  `county: ${leaf}: add change close merge reopen: right below`,
  `county: school: split: right below`,
];
const expected = new Set(
  allowed.flatMap((line) => {
    const [tier = '', kinds = '', actions = '', where = ''] = line.split(': ');
    return kinds
      .split(' ')
      .flatMap((kind) =>
        actions
          .split(' ')
          .flatMap((action) => where.split(', ').map((place) => `${tier} ${action} ${kind} ${place}`)),
      );
  }),
);

const everyTry = tiers.flatMap((tier) =>
  (Object.keys(unitKinds) as UnitKind[]).flatMap((kind) =>
    (Object.keys(organisationActions) as OrganisationAction[]).flatMap((action) =>
      (Object.keys(places) as PlaceName[]).map((place) => [tier, action, kind, place] as const),
    ),
  ),
);

describe('who may organise', () => {
  it.each(everyTry)('%s, %s a %s %s: as the table says', (tier, action, kind, place) => {
    const may = mayOrganise({ tier, unit_path: '/1/2/' }, action, { kind, parent: places[place] });
    expect(may).toBe(expected.has(`${tier} ${action} ${kind} ${place}`));
  });

  it('is told with the tiers that may, the nearest first', () => {
    const said: [OrganisationAction, UnitKind, Tier[]][] = [
      ['change', 'school', ['county', 'city', 'province']],
      ['move', 'school', ['city', 'province']],
      ['add', 'functional_zone', ['city', 'province']],
      ['add', 'county', ['province']],
      ['split', 'administrative_body', []],
      ['change', 'province', []],
    ];
    for (const [action, kind, who] of said) expect(tiersThatMay(action, kind)).toEqual(who);
  });

  it('offers an open unit everything but reopening, and a closed one reopening alone', () => {
    const county = { tier: 'county', unit_path: '/1/2/' } as const;
    const school = { kind: 'school', path: '/1/2/9/' } as const;
    expect(organisationActionsOn(county, { ...school, closed_at: null })).toEqual([
      ...['change', 'close', 'merge', 'split'],
    ]);
    expect(organisationActionsOn(county, { ...school, closed_at: new Date(0) })).toEqual(['reopen']);
    expect(
      organisationActionsOn({ tier: 'school', unit_path: school.path }, { ...school, closed_at: null }),
    ).toEqual([]);
  });

  it('lets each tier add what may stand there', () => {
    const leaves = ['school', 'research_institute', 'training_institute', 'administrative_body'];
    const at = (tier: Tier, kind: UnitKind, path = '/1/') =>
      kindsToAdd({ tier, unit_path: '/1/' }, { kind, path });
    expect(at('county', 'county')).toEqual(leaves);
    expect(at('city', 'city')).toEqual(['functional_zone', ...leaves]);
    expect(at('city', 'county', '/1/2/')).toEqual(leaves);
    expect(at('province', 'province')).toEqual(['city', ...leaves]);
    expect(at('province', 'city', '/1/2/')).toEqual(['county', 'functional_zone', ...leaves]);
    expect(at('school', 'school')).toEqual([]);
    expect(at('county', 'school')).toEqual([]);
  });
});
