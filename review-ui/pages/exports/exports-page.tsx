/** What can be exported, what is in it and how large it is; and what was exported within scope. */
import type { ShownExport } from '../../../database/exports.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import {
  type ExportFormat,
  type ExportKind,
  exportFormatOrder,
  exportKinds,
  exportReason_chars,
  largestDirect_rows,
} from '../../../schemas/export.ts';
import { CsrfField } from '../../csrf-field.tsx';
import { pagesOf } from '../../inputs.ts';
import type { PageContext } from '../../page.ts';
import { Pager } from '../../pager.tsx';
import { Button, LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf } from '../../parts/safe-url.ts';
import { ExportTable } from './export-table.tsx';
import { about, words } from './words.ts';

export interface ExportsModel {
  readonly actor: Actor;
  readonly campaign: Campaign | null;
  /** How many rows each kind has that the actor may export. */
  readonly sizes: ReadonlyMap<ExportKind, number>;
  readonly exports: readonly ShownExport[];
  readonly total: number;
  readonly current: number;
}

export const ExportsPage = (model: ExportsModel, page: PageContext) => (
  <>
    <PageHead title={page.say(words.title)} about={page.say(words.about)} />
    <div class="export-kinds">
      {[...model.sizes].map(([kind, rows]) => (
        <Kind key={kind} kind={kind} rows={rows} model={model} page={page} />
      ))}
    </div>
    <p class="muted">{page.say(words.contents)}</p>
    <Past model={model} page={page} />
  </>
);

interface KindProps {
  readonly kind: ExportKind;
  readonly rows: number;
  readonly page: PageContext;
}

const Kind = ({ kind, rows, model, page }: KindProps & { model: ExportsModel }) => {
  const { words: name, ofCampaign, hasNumbers } = exportKinds[kind];
  // The province has no plan of its own: each city's is exported from its page.
  if (kind === 'staffing' && model.actor.tier === 'province') return null;
  return (
    <section class="card export-kind">
      <h2>
        {page.say(name)} <span class="num muted">{page.say(words.people, { rows: page.number(rows) })}</span>
      </h2>
      {ofCampaign && model.campaign !== null && <p class="muted">{model.campaign.name}</p>}
      <p>{page.say(about[kind])}</p>
      {rows === 0 ? (
        <p class="muted">{page.say(words.nothing)}</p>
      ) : (
        <>
          <Masked kind={kind} rows={rows} page={page} />
          {hasNumbers && <Full kind={kind} rows={rows} page={page} />}
        </>
      )}
    </section>
  );
};

const Masked = ({ kind, rows, page }: KindProps) => {
  const label = (format: ExportFormat) =>
    `${page.say(words.download)} ${page.say(words[format])} · ${page.say(exportKinds[kind].words)}`;
  return (
    <div class="actions">
      {exportFormatOrder.map((format, at) =>
        rows <= largestDirect_rows ? (
          <LinkButton
            key={format}
            href={`/exports/${kind}.${format}`}
            kind={kind === 'roster' && at === 0 ? 'primary' : 'plain'}
            icon="download"
            label={label(format)}
          >
            {page.say(words[format])}
          </LinkButton>
        ) : (
          <form key={format} method="post" action="/exports">
            <CsrfField page={page} />
            <input type="hidden" name="kind" value={kind} />
            <Button name="format" value={format} icon="download" label={label(format)}>
              {page.say(words[format])}
            </Button>
          </form>
        ),
      )}
      {exportKinds[kind].hasNumbers && <span class="muted">{page.say(words.masked)}</span>}
    </div>
  );
};

/** Asks what for before anything else; stands closed until somebody needs it. */
const Full = ({ kind, page }: KindProps) => {
  const id = `reason-${kind}`;
  const { least, most } = exportReason_chars;
  return (
    <details>
      <summary>{page.say(words.full)}…</summary>
      <form method="post" action="/exports" class="stack">
        <CsrfField page={page} />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="numbers" value="full" />
        <p class="muted">{page.say(words.fullAbout)}</p>
        <Field for={id} label={page.say(words.reason)} hint={page.say(words.reasonHint)}>
          <input
            id={id}
            name="reason"
            required
            minLength={least}
            maxLength={most}
            autocomplete="off"
            aria-describedby={`${id}-hint`}
          />
        </Field>
        <div class="actions">
          {exportFormatOrder.map((format) => (
            <Button
              key={format}
              name="format"
              value={format}
              label={`${page.say(words.askFull)} ${page.say(words[format])}`}
            >
              {page.say(words.askFull)} · {page.say(words[format])}
            </Button>
          ))}
        </div>
      </form>
    </details>
  );
};

/** Asks for itself again while something in it is being written. */
const Past = ({
  model: { exports, total, current, actor },
  page,
}: {
  model: ExportsModel;
  page: PageContext;
}) => {
  const isMoving = exports.some(({ state }) => state === 'asked');
  const again = isMoving
    ? {
        'hx-get': page.here,
        ...{ 'hx-trigger': 'every 2s', 'hx-select': '#past', 'hx-target': 'this', 'hx-swap': 'outerMorph' },
      }
    : {};
  return (
    <section id="past" {...again}>
      <h2>{page.say(words.past)}</h2>
      {total === 0 ? (
        <EmptyState icon="download" title={page.say(words.none)}>
          {page.say(words.noneAbout)}
        </EmptyState>
      ) : (
        <ExportTable exports={exports} actor={actor} page={page} />
      )}
      <Pager
        page={page}
        current={current}
        pages={pagesOf(total)}
        href={(n) => addressOf('/exports', { page: n })}
      />
    </section>
  );
};
