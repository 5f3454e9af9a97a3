/** What can be exported, what is in it, and how large it is. */
import type { PageContext } from '../../page.ts';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import type { Numbers } from './roster.ts';
import { words } from './words.ts';

export interface ExportsModel {
  /** In service within the reader's scope. */
  readonly teachers: number;
  /** In force in the campaign that people work in. */
  readonly enrolled: number;
}

export const ExportsPage = ({ teachers, enrolled }: ExportsModel, page: PageContext) => (
  <>
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    <section class="card">
      <h2>
        {page.say(words.roster)} · {page.actor?.unit_name}{' '}
        <span class="num muted">{page.say(words.size, { teachers: page.number(teachers) })}</span>
      </h2>
      <p>
        {page.say(words.rosterAbout)} {page.say(words.contents)}
      </p>
      {teachers === 0 ? (
        <EmptyState icon="download" title={page.say(words.empty)}>
          {page.say(words.emptyAbout)}
        </EmptyState>
      ) : (
        <div class="export-choices">
          <Choice numbers="masked" page={page} />
          <Choice numbers="full" page={page} />
        </div>
      )}
    </section>
    <Enrolment enrolled={enrolled} page={page} />
    {page.actor?.tier !== 'school' && <Teams page={page} />}
  </>
);

const Enrolment = ({ enrolled, page }: { enrolled: number; page: PageContext }) => (
  <section class="card">
    <h2>
      {page.say(words.enrolment)} · {page.actor?.unit_name}{' '}
      <span class="num muted">{page.say(words.size, { teachers: page.number(enrolled) })}</span>
    </h2>
    <p>{page.say(enrolled === 0 ? words.noEnrolment : words.enrolmentAbout)}</p>
    {enrolled > 0 && (
      <div class="actions">
        {(['xlsx', 'csv'] as const).map((format) => (
          <LinkButton
            key={format}
            href={`/exports/enrolment.${format}`}
            icon="download"
            download
            label={`${page.say(words[format])} · ${page.say(words.enrolment)}`}
          >
            {page.say(words[format])}
          </LinkButton>
        ))}
      </div>
    )}
  </section>
);

const Teams = ({ page }: { page: PageContext }) => {
  const link = (href: string, label: string) => (
    <LinkButton href={href} icon="download" download>
      {label}
    </LinkButton>
  );
  return (
    <section class="card">
      <h2>{page.say(words.teams)}</h2>
      <p>{page.say(words.teamsAbout)}</p>
      <div class="actions">
        {link('/exports/experts.xlsx', page.say(words.expertsMasked))}
        {link('/exports/experts.xlsx?numbers=full', page.say(words.expertsFull))}
        {page.actor?.tier !== 'province' && link('/exports/staffing.xlsx', page.say(words.plan))}
      </div>
    </section>
  );
};

const rosterAddress = (format: 'xlsx' | 'csv', numbers: Numbers): string =>
  addressOf(`/exports/roster.${format}`, { numbers: numbers === 'full' ? numbers : undefined });

const Choice = ({ numbers, page }: { numbers: Numbers; page: PageContext }) => (
  <div>
    <h3>{page.say(words[numbers])}</h3>
    <p class="muted">{page.say(numbers === 'full' ? words.fullAbout : words.maskedAbout)}</p>
    <div class="actions">
      <LinkButton
        href={rosterAddress('xlsx', numbers)}
        kind={numbers === 'masked' ? 'primary' : 'plain'}
        icon="download"
        download
        label={`${page.say(words.xlsx)} · ${page.say(words[numbers])}`}
      >
        {page.say(words.xlsx)}
      </LinkButton>
      <LinkButton
        href={rosterAddress('csv', numbers)}
        icon="download"
        download
        label={`${page.say(words.csv)} · ${page.say(words[numbers])}`}
      >
        {page.say(words.csv)}
      </LinkButton>
    </div>
  </div>
);
