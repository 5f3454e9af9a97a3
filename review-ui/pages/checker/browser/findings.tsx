/** Findings row by row: where, what was found, what was expected, what to do; numbers masked, as on the server's pages. */
import { useState } from 'preact/hooks';
import { describe, titleOf } from '../../../../pipeline/describe.ts';
import type { SheetDefinition } from '../../../../schemas/column.ts';
import type { Issue } from '../../../../schemas/issue.ts';
import { masked } from '../../../../schemas/mask.ts';
import { definitions } from '../../../../schemas/sheets.ts';
import { Badge, type Mood } from '../../../parts/badge.tsx';
import { kindOfIssue, words as uploadWords } from '../../uploads/words.ts';
import type { ChoiceProps } from './causes.tsx';
import type { Reading } from './reading.ts';
import { words } from './words.ts';

const moods: Readonly<Record<Issue['severity'], Mood>> = { error: 'bad', warning: 'todo', note: 'quiet' };

/** A table of a hundred thousand rows would freeze the page. */
const PORTION = 200;

export const Findings = ({ checked, id, reading, only, onOnly }: ChoiceProps) => {
  const [shown, setShown] = useState(PORTION);
  const chosen = only === null ? checked.issues : checked.issues.filter(({ rule }) => rule === only);
  const listed = chosen.slice(0, shown);
  const left = chosen.length - listed.length;
  const hasSheets = listed.some(({ sheet }) => sheet !== listed[0]?.sheet);
  const definition: SheetDefinition = definitions[checked.template];
  return (
    <section class="findings" aria-labelledby={`findings-${id}`}>
      <h3 id={`findings-${id}`}>
        {reading.say(uploadWords.rowsOf)} <span class="count">{reading.number(chosen.length)}</span>
      </h3>
      {only !== null && (
        <p>
          <strong>{reading.say(words.oneCause, { cause: titleOf(only, reading.language) })}</strong>{' '}
          <button type="button" class="link" onClick={() => onOnly(null)}>
            {reading.say(uploadWords.allIssues)}
          </button>
        </p>
      )}
      <div class="table-frame">
        <table class="cards">
          <caption class="visually-hidden">{reading.say(uploadWords.rowsOf)}</caption>
          <thead>
            <tr>
              {(['place', 'severity', 'found', 'expected', 'fix'] as const).map((column) => (
                <th key={column} scope="col" class={column}>
                  {reading.say(uploadWords[column])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed.map((issue, index) => (
              <Finding
                // The list only ever grows at its end.
                key={`${index} ${issue.rule}`}
                issue={issue}
                hasSheets={hasSheets}
                definition={definition}
                reading={reading}
              />
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <p class="more">
          <button type="button" onClick={() => setShown(shown + PORTION)}>
            {reading.say(words.more, {
              count: reading.number(Math.min(PORTION, left)),
              left: reading.number(left),
            })}
          </button>
        </p>
      )}
    </section>
  );
};

interface FindingProps {
  readonly issue: Issue;
  readonly hasSheets: boolean;
  readonly definition: SheetDefinition;
  readonly reading: Reading;
}

const Finding = ({ issue, hasSheets, definition, reading }: FindingProps) => {
  const { message, expected, fix } = describe(issue, reading.language, definition);
  const { rule, severity, sheet, row, column, field, value } = issue;
  return (
    <tr data-rule={rule} data-severity={severity} data-sheet={sheet} data-row={row} data-column={column}>
      <th scope="row" data-label={reading.say(uploadWords.place)}>
        <span class="place">
          <span class="mono">{placeOf(issue, reading)}</span>
          {field !== undefined && <span> {labelOf(field, definition, reading)}</span>}
          {hasSheets && <span class="muted"> {sheet}</span>}
        </span>
      </th>
      <td data-label={reading.say(uploadWords.severity)}>
        <Badge mood={moods[severity]}>{reading.say(kindOfIssue[severity])}</Badge>
      </td>
      <td data-label={reading.say(uploadWords.found)}>
        {value !== undefined && <code>{masked(field ?? '', value)}</code>} {message}
      </td>
      <td data-label={reading.say(uploadWords.expected)}>{expected}</td>
      <td data-label={reading.say(uploadWords.fix)}>{fix}</td>
    </tr>
  );
};

const placeOf = ({ row, column }: Issue, reading: Reading): string =>
  row === null ? reading.say(uploadWords.wholeFile) : `${column ?? ''}${row}`;

const labelOf = (field: string, { columns }: SheetDefinition, reading: Reading): string => {
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  return column === undefined ? field : reading.say(column.label);
};
