/** Migrations after the first that installations run only add: a version and the one before it work on the same registry while a deployment rolls. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = path.join(import.meta.dirname, '../../database/migrations');
/** The last that no installation ran beside a version before it. */
const baseline = '0045-seeing';

/** What a program of the version before would stumble over. */
const takesAway: readonly (readonly [string, RegExp])[] = [
  ['takes a column away', /\bdrop\s+column\b/i],
  ['takes a table, view or type away', /\bdrop\s+(?:table|view|materialized\s+view|type|sequence)\b/i],
  ['takes a function away', /\bdrop\s+function\b/i],
  ['renames', /\brename\s+(?:column\s+\S+\s+)?to\b/i],
  [
    'asks for a value that nobody gives yet',
    /\badd\s+column\b(?![^,;]*\b(?:default|generated)\b)[^,;]*\bnot\s+null\b/i,
  ],
  ['asks for values in a column that may be empty', /\balter\s+column\s+\S+\s+set\s+not\s+null\b/i],
  ['changes what a column holds', /\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i],
  [
    'lets less in than before',
    /\badd\s+(?:constraint\s+\S+\s+)?(?:check|unique|foreign\s+key)\b|\bcreate\s+unique\s+index\b/i,
  ],
  ['takes rights away', /\brevoke\b(?!\s+execute\s+on\s+function)/i],
];

const reasons = (sql: string): string[] =>
  takesAway.filter(([, form]) => form.test(withoutComments(sql))).map(([what]) => what);
const withoutComments = (sql: string): string => sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');

describe('what would break the version before is told from what would not', () => {
  it.each([
    ['alter table units drop column code', ['takes a column away']],
    ['drop table units', ['takes a table, view or type away']],
    ['drop function unit_name(bigint)', ['takes a function away']],
    ['alter table units rename column code to number', ['renames']],
    ['alter table units add column x text not null', ['asks for a value that nobody gives yet']],
    ["alter table units add column x text not null default ''", []],
    ['alter table units add column x text', []],
    ['alter table units add column x int not null generated always as (1) stored, add column y text', []],
    ['alter table units alter column code set not null', ['asks for values in a column that may be empty']],
    ['alter table units alter column code type int', ['changes what a column holds']],
    ['alter table units add constraint c check (id > 0)', ['lets less in than before']],
    ['create unique index u on units (code)', ['lets less in than before']],
    ['create index u on units (code); -- drop table units', []],
    ['revoke execute on function f() from public; create table t (id bigint)', []],
  ])('%s: %j', (sql, found) => {
    expect(reasons(sql)).toEqual(found);
  });
});

const later = readdirSync(folder)
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => name > baseline && !name.endsWith('-contract'));

it.each(later)('%s only adds', (name) => {
  expect(reasons(readFileSync(path.join(folder, `${name}.ts`), 'utf8'))).toEqual([]);
});
