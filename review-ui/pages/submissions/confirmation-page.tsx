/** The confirmation form: one page of paper to be signed and sealed, which anybody can check against the record. */
import type { ComponentChildren } from 'preact';
import { campaignSteps } from '../../../schemas/campaign.ts';
import type { Words } from '../../../schemas/language.ts';
import { stages } from '../../../schemas/subject.ts';
import { type SubmissionCounts, submissionId } from '../../../schemas/submission.ts';
import {
  type SubmissionState,
  submissionLifecycle,
  submissionStates,
} from '../../../schemas/submission-lifecycle.ts';
import { favicon } from '../../layout.tsx';
import type { PageContext } from '../../page.ts';
import { textOfCell } from '../../parts/cell-value.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { words } from './confirmation-words.ts';
import type { SubmissionDetail } from './submission-model.ts';

export interface Confirmation {
  readonly detail: SubmissionDetail;
  readonly counts: SubmissionCounts;
  /** Units right below by state; empty for a school. */
  readonly below: Readonly<Partial<Record<SubmissionState, number>>>;
  readonly digest: string;
  /** Where the digest is checked, with the host. */
  readonly verify_url: string;
  /** Where one can enter it. */
  readonly enter_url: string;
}

/** A document of its own: nothing of the application's frame belongs on this paper. */
export const ConfirmationDocument = ({ form, page }: { form: Confirmation; page: PageContext }) => {
  const { submission, planned } = form.detail;
  const step = page.say(campaignSteps[planned.step]);
  const title = page.say(words.title, { step });
  return (
    <html lang={page.language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${submission.unit_name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href={favicon} />
        <link rel="stylesheet" href={page.assets.style} />
      </head>
      <body class="confirmation">
        <nav class="confirmation-bar">
          <a href={`/submissions/${submissionId(submission)}`}>{page.say(words.back)}</a>
          <span class="muted">{page.say(words.howToPrint)}</span>
        </nav>
        <main>
          <header>
            <p>{planned.campaign.name}</p>
            <h1>{title}</h1>
          </header>
          <Facts form={form} page={page} />
          <People counts={form.counts} page={page} />
          <Check form={form} page={page} />
          <p class="confirmation-statement">{page.say(words.statement)}</p>
          <Signatures form={form} page={page} />
          <footer>
            {submission.unit_name} · {page.say(words.printed, { time: page.time(page.now) })}
          </footer>
        </main>
      </body>
    </html>
  );
};

interface Props {
  readonly form: Confirmation;
  readonly page: PageContext;
}

const Row = ({ term, children }: { term: string; children: ComponentChildren }) => (
  <tr>
    <th scope="row">{term}</th>
    <td>{children}</td>
  </tr>
);

const Facts = ({ form, page }: Props) => {
  const { detail } = form;
  const { submission, planned, window } = detail;
  const { submitted_at, submitted_by, accepted_at, accepted_by } = submission;
  const happened = (at: Date | null, by: string | null) =>
    at === null ? null : `${page.time(at)} · ${by ?? ''}`;
  const waits = page.say(submission.kind === 'province' ? words.highest : words.waiting);
  return (
    <table>
      <tbody>
        <Row term={page.say(words.unit)}>
          <strong>{submission.unit_name}</strong>
        </Row>
        <Row term={page.say(words.code)}>{submission.unit_code ?? page.say(words.noCode)}</Row>
        <Row term={page.say(words.step)}>
          {page.say(campaignSteps[planned.step])} · {page.say(words.daysOf, { ...windowOf(window) })}
        </Row>
        {belowOf(form, page) !== '' && <Row term={page.say(words.below)}>{belowOf(form, page)}</Row>}
        <Row term={page.say(words.submitted)}>{happened(submitted_at, submitted_by)}</Row>
        <Row term={page.say(words.accepted)}>{happened(accepted_at, accepted_by) ?? waits}</Row>
      </tbody>
    </table>
  );
};

/** What was accepted below, and what was not asked for. */
const belowOf = ({ below }: Confirmation, page: PageContext): string =>
  submissionStates
    .filter((state) => (below[state] ?? 0) > 0)
    .map((state) => `${page.say(submissionLifecycle.states[state])} ${page.number(below[state] ?? 0)}`)
    .join(' · ');

const windowOf = ({ opens_on, closes_on }: { opens_on: string; closes_on: string }) => ({
  opens_on,
  closes_on,
});

/** Numbers side by side, each under its name. */
const Numbers = ({
  caption,
  cells,
  page,
}: {
  caption: string;
  cells: [string, number][];
  page: PageContext;
}) => (
  <table class="confirmation-numbers">
    <caption>{caption}</caption>
    <thead>
      <tr>
        {cells.map(([label]) => (
          <th key={label} scope="col">
            {label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      <tr>
        {cells.map(([label, count]) => (
          <td key={label} class="num">
            {page.number(count)}
          </td>
        ))}
      </tr>
    </tbody>
  </table>
);

const People = ({ counts, page }: { counts: SubmissionCounts; page: PageContext }) => {
  const inStage = (stage: string): number => counts.stages[stage] ?? 0;
  const blank = inStage('');
  return (
    <>
      <Numbers
        page={page}
        caption={page.say(words.people)}
        cells={[
          ...stages.map(({ value }): [string, number] => [textOfCell('stage', value, page), inStage(value)]),
          ...(blank === 0 ? [] : [[page.say(words.noStage), blank] as [string, number]]),
          [page.say(words.total), counts.teachers],
        ]}
      />
      <Numbers
        page={page}
        caption={page.say(words.changes)}
        cells={(['added', 'changed', 'departed', 'transferred'] as const).map((key): [string, number] => [
          page.say(words[key]),
          counts[key],
        ])}
      />
    </>
  );
};

/** Eight at a time: somebody may have to read it out. */
const grouped = (digest: string): string => digest.match(/.{1,8}/g)?.join(' ') ?? digest;

const Check = ({ form: { digest, verify_url, enter_url }, page }: Props) => (
  <section class="confirmation-check">
    <QrCode text={verify_url} label={page.say(words.scanLabel)} />
    <div>
      <h2>{page.say(words.digest)}</h2>
      <p class="mono">{grouped(digest)}</p>
      <p>{page.say(words.scanAbout, { url: enter_url })}</p>
    </div>
  </section>
);

const Signatures = ({ form: { detail }, page }: Props) => {
  const parties: [Words, Words[]][] = [
    [words.own, [words.clerk, words.head, words.date]],
    ...(detail.submission.kind === 'province'
      ? []
      : [[words.above, [words.reviewer, words.date]] as [Words, Words[]]]),
  ];
  return (
    <section class="confirmation-signatures">
      {parties.map(([party, lines]) => (
        <div key={party.zh}>
          <h2>
            {page.say(party)} {page.say(words.seal)}
          </h2>
          {lines.map((line) => (
            <p key={line.zh}>
              <span>{page.say(line)}</span>
            </p>
          ))}
        </div>
      ))}
    </section>
  );
};
