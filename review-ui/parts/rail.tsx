/** The left rail: the places of one's tier, in the order of the work. */
import type { Words } from '../../schemas/language.ts';
import { authorities, type Tier, tiers } from '../../schemas/unit.ts';
import { Icon, type IconName } from '../icons.tsx';
import type { PageContext } from '../page.ts';
import { frame } from './words.ts';

interface Place {
  readonly path: string;
  readonly words: Words;
  readonly icon: IconName;
  /** Places of their own address that belong to it. */
  readonly holds?: string;
  /** Pages below another place's address that belong to this one; it then stands before that place. */
  readonly pages?: RegExp;
  /** Tiers that have work there; others reach it by links or not at all. */
  readonly tiers: readonly Tier[];
}

const places: readonly Place[] = [
  { path: '/', words: frame.home, icon: 'home', tiers },
  { path: '/change-sets', words: frame.changeSets, icon: 'review', tiers: authorities },
  { path: '/uploads', holds: '/bundles', words: frame.uploads, icon: 'upload', tiers },
  { path: '/submissions', words: frame.submissions, icon: 'send', tiers },
  {
    ...{ path: '/openings', pages: /^\/campaigns\/\d+\/openings$/ },
    ...{ words: frame.openings, icon: 'open', tiers: authorities },
  },
  { path: '/enrolments', words: frame.enrolments, icon: 'check', tiers },
  { path: '/campaigns', words: frame.campaigns, icon: 'calendar', tiers },
  { path: '/experts', words: frame.experts, icon: 'identity', tiers: authorities },
  { path: '/staffing', words: frame.staffing, icon: 'staffing', tiers: authorities },
  { path: '/teachers', words: frame.teachers, icon: 'teachers', tiers },
  { path: '/transfers', words: frame.transfers, icon: 'transfer', tiers },
  { path: '/units', words: frame.units, icon: 'units', tiers },
  { path: '/accounts', words: frame.accounts, icon: 'account', tiers: authorities },
  { path: '/exports', words: frame.exports, icon: 'download', tiers },
  { path: '/audit', words: frame.audit, icon: 'eye', tiers },
  { path: '/operations', words: frame.operations, icon: 'info', tiers: ['province'] },
];

/** The place that a path lies in: its own, or the one it starts with. */
const isCurrent = ({ path: own, holds = own, pages }: Place, path: string): boolean =>
  pages?.test(path) ||
  (own === '/' ? path === '/' : [own, holds].some((start) => path === start || path.startsWith(`${start}/`)));

export const Rail = ({ page, tier }: { page: PageContext; tier: Tier }) => {
  const shown = places.filter((place) => place.tiers.includes(tier));
  const current = shown.find((place) => isCurrent(place, page.path));
  return (
    <nav class="rail" aria-label={page.say(frame.places)}>
      <ul>
        {shown.map((place) => (
          <li key={place.path}>
            <a href={place.path} aria-current={place === current ? 'page' : undefined}>
              <Icon name={place.icon} />
              {page.say(place.words)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
