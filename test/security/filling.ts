/** Requests that fit the published description: every id chosen by what it is of, every text by its name. */
import { identityNumberOf } from '../setup/people.ts';
import { isId, type Operation, objectOf, type Schema, sampleOf } from './api.ts';
import { isRecordsAddress, type RecordKind, recordInAddress, recordInProperty } from './foreign.ts';

export type Choose = (kind: RecordKind) => string;

/** What a schema alone doesn't say how to write. */
const texts: Readonly<Record<string, string>> = {
  ...{ name: '某某', id_number: identityNumberOf(499 * 80), username: 'somebody', email: 'a@example.com' },
  ...{ password: 'x', chosen: 'x', current: 'x', repeated: 'x', reason: '理由', mobile: '15400009999' },
  ...{ sheet: '教师', column: 'A', value: 'x', unit: '某校', unit_name: '某校', county: '某县', to: '某校' },
  ...{ effective_date: '2022-07-01', until: '2022-07-08', opens_on: '2022-07-01', closes_on: '2022-07-08' },
  ...{ group: 'x', digest: '0'.repeat(64), next: '/', rule: 'x', seen: 'none', at: '2022-07-01' },
  ...{ code: '000000', offer: 'x', label: 'x' },
};
/** Optional for the schema, and wanted nevertheless before anything is looked up. */
const alwaysSaid = new Set(['reason', 'name', 'username', 'mobile', 'email']);

function textOf(operation: Operation, name: string): string {
  const text = texts[name];
  if (text === undefined) {
    throw new Error(`say in test/security/filling.ts what to write in "${name}" of ${operation.name}`);
  }
  return text;
}

/** Whether a parameter of the address names a record. */
const isNaming = (path: string, name: string, schema: Schema): boolean =>
  isId(schema) || isRecordsAddress(path, name);

/** What the ids in the operation's address are of. */
export const kindsInAddress = ({ path, parameters }: Operation): RecordKind[] =>
  parameters
    .filter(({ in: place, name, schema }) => place === 'path' && isNaming(path, name, schema))
    .map(({ name }) => recordInAddress(path, name));

/** The address with every parameter filled, and with what is required in its query. */
export function addressOf(operation: Operation, choose: Choose): string {
  const { path, parameters } = operation;
  const written = (name: string, schema: Schema): string => {
    if (isNaming(path, name, schema)) return choose(recordInAddress(path, name));
    return String(sampleOf(name, schema, () => textOf(operation, name)));
  };
  return parameters
    .filter(({ in: place }) => place === 'path')
    .reduce(
      (filled, { name, schema }) =>
        filled.replace(`{${name}}`, () => encodeURIComponent(written(name, schema))),
      path,
    );
}

/** The properties of the query that name a record. */
export const narrowingsOf = ({ parameters }: Operation): string[] =>
  parameters.filter(({ in: place, schema }) => place === 'query' && isId(schema)).map(({ name }) => name);

/** Method and body, as a program sends them. */
export function initOf(operation: Operation, choose: Choose): RequestInit {
  if (operation.method === 'get') return {};
  const method = operation.method.toUpperCase();
  const byName = (name: string, schema: Schema) =>
    isId(schema) ? choose(recordInProperty(operation, name)) : textOf(operation, name);
  const fields = objectOf(operation.body ?? {}, byName, alwaysSaid);
  if (!operation.isMultipart) {
    return { method, body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (name !== 'file') form.append(name, String(value));
  form.append('file', new Blob(['x']), 'x.csv');
  return { method, body: form };
}

/** What the tests of this folder can't write for the operation, in words; null where it can be asked. */
export function lackOf(operation: Operation): string | null {
  try {
    addressOf(operation, (kind) => kind);
    initOf(operation, (kind) => kind);
    for (const name of narrowingsOf(operation)) recordInProperty(operation, name);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
