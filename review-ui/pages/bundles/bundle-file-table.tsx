/** A bundle's files as rows: name, school, receipt, where it stands, and what to do about what went wrong. */
import type { ComponentChild } from 'preact';
import type { ShownBundleFile } from '../../../database/bundle-files.ts';
import type { BundleOutcome } from '../../../schemas/bundle.ts';
import type { PageContext } from '../../page.ts';
import { Badge } from '../../parts/badge.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { common } from '../../words.ts';
import { StateBadge } from '../uploads/state-badge.tsx';
import { refusalText } from '../uploads/upload-json.ts';
import type { BundleModel } from './bundle-model.ts';
import { ChooseSchool } from './choose-school.tsx';
import { groupWords, nextWords, reasonWords, words } from './words.ts';

interface Props {
  readonly model: BundleModel;
  readonly page: PageContext;
}

interface FileProps {
  readonly file: ShownBundleFile;
  readonly page: PageContext;
}

export const BundleFileTable = ({ model, page }: Props) => (
  <DataTable
    caption={page.say(words.filesOf)}
    columns={columnsFor(model, page)}
    rows={model.files}
    keyOf={(file) => String(file.position)}
  />
);

const columnsFor = (model: BundleModel, page: PageContext): Column<ShownBundleFile>[] => {
  const name: Column<ShownBundleFile> = {
    ...{ label: page.say(common.file), header: true },
    cell: (file) => <span class="file-name">{file.shown}</span>,
  };
  const result: Column<ShownBundleFile> = {
    label: page.say(words.result),
    cell: (file) => <Result file={file} page={page} />,
  };
  const choice: Column<ShownBundleFile> = {
    label: page.say(words.school),
    cell: (file) => <ChooseSchool bundleId={model.bundle.id} file={file} page={page} />,
  };
  return model.query.show === 'unrouted'
    ? [name, { ...result, label: page.say(words.why) }, choice]
    : [name, ...standingColumns(page), result];
};

const standingColumns = (page: PageContext): Column<ShownBundleFile>[] => [
  { label: page.say(words.school), cell: (file) => file.unit_name },
  {
    label: page.say(common.receipt),
    kind: 'id',
    cell: ({ upload_id, receipt }) => upload_id && <a href={`/uploads/${upload_id}`}>{receipt}</a>,
  },
  { label: page.say(common.state), cell: (file) => <Standing file={file} page={page} /> },
  {
    label: page.say(words.errors),
    kind: 'num',
    cell: ({ counts }) => (counts === null ? null : page.number(counts.errors)),
  },
];

const Standing = ({ file: { state, outcome }, page }: FileProps) => {
  if (state !== null) return <StateBadge state={state} page={page} />;
  if (outcome === 'unrouted') return <Badge mood="todo">{page.say(groupWords.unrouted)}</Badge>;
  if (outcome === 'refused') return <Badge mood="bad">{page.say(groupWords.refused)}</Badge>;
  return null;
};

const Result = ({ file, page }: FileProps): ComponentChild => {
  const next = file.state === null ? undefined : nextWords[file.state];
  const lines = [
    results[file.outcome](file, page),
    next === undefined ? null : page.say(next),
    alikeLine(file, page),
  ].filter((line) => line !== null);
  return lines.map((line) => <p key={line}>{line}</p>);
};

const results: Readonly<Record<BundleOutcome, (file: ShownBundleFile, page: PageContext) => string | null>> =
  {
    routed: (file, page) => (file.upload_id === null ? page.say(words.outOfScope) : refusedLine(file, page)),
    repeated: (file, page) => page.say(file.upload_id === null ? words.outOfScope : words.repeated),
    unrouted: ({ reason, claim }, page) => {
      const why = reason === null ? '' : page.say(reasonWords[reason]);
      if (claim === null || claim.by === 'stamp') return why;
      const said =
        claim.by === 'code'
          ? page.say(words.saysCode, { said: claim.code })
          : page.say(words.saysName, { said: claim.name });
      return page.language === 'zh' ? `${why}。${said}` : `${why}. ${said}`;
    },
    refused: refusedLine,
    ignored: (_, page) => page.say(words.ignored),
  };

function refusedLine({ refusal }: ShownBundleFile, page: PageContext): string | null {
  if (refusal === null) return null;
  const { message, advice } = refusalText(refusal, page.language);
  return page.language === 'zh' ? `${message}。${advice}` : `${message}. ${advice}`;
}

const alikeLine = ({ upload_id, of_unit }: ShownBundleFile, page: PageContext): string | null =>
  upload_id !== null && of_unit > 1 ? page.say(words.ofUnit, { count: page.number(of_unit) }) : null;
