/** The audit trail within one's scope: narrowed by unit, account, object and days, fifty lines a page. */
import type { PageContext } from '../../page.ts';
import { Button, LinkButton } from '../../parts/button.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Facets } from '../../parts/facets.tsx';
import { Field } from '../../parts/field.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { addressOf, safeUrl } from '../../parts/safe-url.ts';
import { common } from '../../words.ts';
import { type AuditModel, type AuditWish, type SaidLine, textOf } from './audit-model.ts';
import { hrefOf, subjects } from './event-words.ts';
import { words } from './words.ts';

/** Lines of one .csv. */
export const mostExported = 20_000;

const addressWith = (path: string, { page: _, ...wish }: AuditWish & { page?: number }, page?: number) =>
  addressOf(path, { ...wish, page });

interface Props {
  readonly model: AuditModel;
  readonly page: PageContext;
}

export const AuditPage = (model: AuditModel, page: PageContext) => (
  <>
    <PageHead
      title={page.say(words.title)}
      about={page.say(words.about)}
      actions={
        model.lines.length > 0 && (
          <LinkButton icon="download" href={addressWith('/audit.csv', model.query)} download>
            {page.say(words.csv)}
          </LinkButton>
        )
      }
    />
    <Shown model={model} page={page} />
    <Search model={model} page={page} />
    {model.lines.length === 0 ? (
      <EmptyState icon="eye" title={page.say(model.is_unit_unknown ? words.unknownUnit : words.none)}>
        <p>{page.say(words.noneAbout)}</p>
        <p>
          <a href="/audit">{page.say(words.clear)}</a>
        </p>
      </EmptyState>
    ) : (
      <DataTable
        caption={page.say(words.title)}
        columns={columns(page)}
        rows={model.lines}
        keyOf={({ id }) => id}
      />
    )}
    <Steps model={model} page={page} />
  </>
);

const Shown = ({ model: { query }, page }: Props) => (
  <>
    <Facets
      page={page}
      label={page.say(words.show)}
      facets={[
        {
          label: page.say(words.all),
          href: addressWith('/audit', { ...query, show: undefined }),
          current: query.show === undefined,
        },
        {
          label: page.say(words.seen),
          href: addressWith('/audit', { ...query, show: 'seen' }),
          current: query.show === 'seen',
        },
      ]}
    />
    {query.show === 'seen' && <p class="muted">{page.say(words.seenAbout)}</p>}
  </>
);

const Search = ({ model: { query }, page }: Props) => (
  <form method="get" action="/audit" class="search-form audit-search">
    {query.show !== undefined && <input type="hidden" name="show" value={query.show} />}
    {query.subject_id !== undefined && <input type="hidden" name="subject_id" value={query.subject_id} />}
    {page.actor?.tier !== 'school' && (
      <Field for="unit" label={page.say(words.unit)}>
        <input
          id="unit"
          name="unit"
          value={query.unit}
          maxLength={50}
          placeholder={page.say(words.unitHint)}
        />
      </Field>
    )}
    <Field for="by" label={page.say(words.by)}>
      <input id="by" name="by" value={query.by} maxLength={64} autocomplete="off" />
    </Field>
    <Field for="subject" label={page.say(words.subject)}>
      <select id="subject" name="subject">
        <option value="">{page.say(words.any)}</option>
        {Object.entries(subjects).map(([subject, { words: named }]) => (
          <option key={subject} value={subject} selected={query.subject === subject}>
            {page.say(named)}
          </option>
        ))}
      </select>
    </Field>
    <Field for="from" label={page.say(words.from)}>
      <input id="from" type="date" name="from" value={query.from} />
    </Field>
    <Field for="to" label={page.say(words.to)}>
      <input id="to" type="date" name="to" value={query.to} />
    </Field>
    <Button icon="search">{page.say(words.search)}</Button>
    {query.subject_id !== undefined && (
      <a href={addressWith('/audit', { ...query, subject_id: undefined })}>{page.say(words.clear)}</a>
    )}
  </form>
);

const columns = (page: PageContext): readonly Column<SaidLine>[] => [
  { label: page.say(words.at), kind: 'time', cell: ({ at }) => page.time(at) },
  { label: page.say(words.by), cell: ({ by }) => by ?? page.say(words.system) },
  {
    label: page.say(words.did),
    header: true,
    cell: (line) => {
      const href = hrefOf(line);
      const text = textOf(line, page.language);
      return href === null ? text : <a href={safeUrl(href)}>{text}</a>;
    },
  },
  { label: page.say(words.unit), cell: ({ unit_name }) => unit_name },
  { label: page.say(words.detail), kind: 'wide', cell: ({ said }) => said },
];

/** How many pages there are nobody counts: only whether another follows. */
const Steps = ({ model: { query, is_more }, page }: Props) =>
  query.page === 1 && !is_more ? null : (
    <nav class="pager">
      {query.page > 1 && (
        <a href={addressWith('/audit', query, query.page - 1)} rel="prev">
          {page.say(common.previous)}
        </a>
      )}
      <span class="num">{page.say(words.page, { page: page.number(query.page) })}</span>
      {is_more && (
        <a href={addressWith('/audit', query, query.page + 1)} rel="next">
          {page.say(common.next)}
        </a>
      )}
    </nav>
  );
