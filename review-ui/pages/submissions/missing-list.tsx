/** What stands between a unit and its word: each by name, leading to where it is seen to. */
import type { Missing } from '../../../schemas/submission.ts';
import type { PageContext } from '../../page.ts';
import { StateBadge } from '../uploads/state-badge.tsx';
import { SubmissionBadge } from './submission-badge.tsx';
import { missingHref } from './submission-json.ts';
import type { SubmissionView } from './submission-model.ts';
import { words } from './words.ts';

export const MissingItems = ({ view, page }: { view: SubmissionView; page: PageContext }) => {
  const { items, total } = view.missing;
  const isOwn = view.role === 'owner';
  return total === 0 ? null : (
    <div class="submission-missing">
      <h3>{page.say(isOwn ? words.missing : words.missingOthers, { count: page.number(total) })}</h3>
      <ul>
        {items.map((one) => {
          const href = missingHref(one, view);
          return (
            <li key={href}>
              <a href={href}>{textOf(one, page)}</a> <Standing missing={one} page={page} />
            </li>
          );
        })}
        {total > items.length && (
          <li class="muted">{page.say(words.andMore, { count: page.number(total - items.length) })}</li>
        )}
      </ul>
    </div>
  );
};

function textOf(missing: Missing, page: PageContext): string {
  if (missing.kind === 'file-in-work') return page.say(words.fileInWork, { receipt: missing.receipt });
  if (missing.kind === 'unit-unsettled') return missing.unit.name;
  if (missing.kind === 'not-enrolled') {
    return page.say(words.notEnrolled, { count: page.number(missing.teachers) });
  }
  if (missing.kind === 'enrolment-broken') {
    return page.say(words.enrolmentBroken, { count: page.number(missing.teachers) });
  }
  return page.say(words.nothingApplied, { count: page.number(missing.teachers) });
}

const Standing = ({ missing, page }: { missing: Missing; page: PageContext }) => {
  if (missing.kind === 'file-in-work') return <StateBadge state={missing.state} page={page} />;
  return missing.kind === 'unit-unsettled' ? <SubmissionBadge state={missing.state} page={page} /> : null;
};
