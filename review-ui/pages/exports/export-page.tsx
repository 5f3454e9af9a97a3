/** One export: how far it is, what is in it, and its file for the unit that asked. */
import type { ShownExport } from '../../../database/exports.ts';
import { type Actor, roleOf } from '../../../schemas/actor.ts';
import { exportLifecycle } from '../../../schemas/export-lifecycle.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { momentOf } from '../../../schemas/moment.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { shownMoment } from '../../moment.ts';
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { mayTake } from './export-json.ts';
import { ExportBadge, titleOf } from './export-table.tsx';
import { words } from './words.ts';

export interface ExportModel {
  readonly found: ShownExport;
  readonly actor: Actor;
}

/** Asks for itself again while it is being written. */
export const ExportPage = (model: ExportModel, page: PageContext) => {
  const { found } = model;
  const again =
    found.state === 'asked'
      ? { 'hx-get': page.here, 'hx-trigger': 'every 1s', 'hx-target': 'this', 'hx-swap': 'outerMorph' }
      : {};
  return (
    <section id="export" {...again}>
      <PageHead title={titleOf(found, page)} beside={<ExportBadge state={found.state} page={page} />} />
      <Facts facts={factsOf(found, page)} />
      <div aria-live="polite">
        <Now {...model} page={page} />
      </div>
      <Acts {...model} page={page} />
    </section>
  );
};

function factsOf(found: ShownExport, page: PageContext): Fact[] {
  const { area_name, campaign, city, as_of, by, asked_at, reason, numbers, snapshot_at, size_bytes, digest } =
    found;
  const moment = as_of === null ? null : momentOf(as_of);
  const optional = (label: keyof typeof words, value: string | null): Fact[] =>
    value === null ? [] : [{ term: page.say(words[label]), value }];
  return [
    { term: page.say(words.scope), value: city ?? area_name },
    ...optional('campaign', campaign),
    ...optional('asOf', moment === null ? null : shownMoment(moment, page)),
    { term: page.say(words.numbers), value: page.say(words[numbers]) },
    ...optional('reason', reason),
    { term: page.say(words.who), value: by },
    { term: page.say(words.when), value: page.time(asked_at) },
    ...optional('snapshot', snapshot_at === null ? null : page.time(snapshot_at)),
    ...(digest === null ? [] : [{ term: page.say(words.rows), value: page.number(found.rows_written) }]),
    ...optional('size', size_bytes === null ? null : page.size(size_bytes)),
    ...(digest === null
      ? []
      : [{ term: page.say(words.digest), value: <code title={digest}>{digest.slice(0, 16)}</code> }]),
  ];
}

const Now = ({ found, actor, page }: ExportModel & { page: PageContext }) => {
  const { id, state, rows_written, rows_expected } = found;
  const rows = { rows: page.number(rows_written), expected: page.number(rows_expected) };
  if (state === 'asked') {
    return (
      <Notice tone="info" title={page.say(words.running, rows)}>
        <progress
          max={Math.max(rows_expected, 1)}
          value={rows_written}
          aria-label={page.say(words.running, rows)}
        />
        <p>{page.say(words.runningAbout)}</p>
      </Notice>
    );
  }
  if (state === 'failed') {
    return (
      <Notice tone="error" title={page.say(words.failed)}>
        <p>{page.say(words.failedAbout, { id })}</p>
      </Notice>
    );
  }
  if (state === 'expired') {
    const said = found.is_overdue ? words.overdue : words.expired;
    return <Notice tone="info">{page.say(said, { on: found.deleted_on ?? '' })}</Notice>;
  }
  return mayTake(found, actor) ? null : <Notice tone="info">{page.say(words.others)}</Notice>;
};

const Acts = ({ found, actor, page }: ExportModel & { page: PageContext }) => (
  <div class="actions">
    {mayTake(found, actor) && (
      <LinkButton kind="primary" icon="download" href={`/exports/${found.id}/file`}>
        {page.say(words.download)}
      </LinkButton>
    )}
    {actions(exportLifecycle, found.state, roleOf(actor, found.unit_path)).map(({ action }) => (
      <form key={action} method="post" action={`/exports/${found.id}/${action}`}>
        <CsrfField page={page} />
        <Button kind={action === 'retry' ? 'primary' : 'plain'}>
          {page.say(exportLifecycle.actions[action] ?? words.state)}
        </Button>
      </form>
    ))}
    <LinkButton kind="quiet" href="/exports">
      {page.say(words.back)}
    </LinkButton>
  </div>
);
