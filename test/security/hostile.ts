/** Requests that nobody in their senses would send, made from the published description: what fits it, bent in many ways. */
import fc from 'fast-check';
import type { Operation } from './api.ts';
import { addressOf, type Choose, initOf } from './filling.ts';

export interface HostileRequest {
  readonly method: string;
  /** As it is sent, escaped or not. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** Half of a pair of surrogates can't be written in UTF-8, other than by an escape in JSON. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** Values that broke somebody's program before. */
const texts = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1e3', '1.5', 'NaN', 'Infinity', 'null', 'undefined', 'true', '[object Object]'],
    ...['9223372036854775807', '9223372036854775808', '999999999999999999', '99999999999999999999999999'],
    ...['2147483648', '-2147483649', '100000', '9007199254740993', '__proto__', 'constructor', 'toString'],
    ...[
      '../../etc/passwd',
      '..\\..\\boot.ini',
      '/etc/passwd\u0000.xlsx',
      '\u0000',
      '\uFEFF',
      '\u202E',
      '\r\nX-Evil: 1',
    ],
    ...["' or 1=1 --", '"; drop table units; --', '%', '_', '\\', '$1', '{{7*7}}', '<script>', '=cmd|x!A1'],
    ...[
      '2022-02-30',
      '0000-00-00',
      '9999-12-31',
      '-271821-04-20',
      '2022-07-05T25:61:00Z',
      '+275760-09-13',
      '20220705',
    ],
    ...[
      '1-collection-1',
      '1-collection-99999999999999999999',
      '0-nothing-0',
      '1-experts-',
      '--',
      '😀'.repeat(30),
      '\uD800',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer().map(String),
  fc.nat({ max: 6 }).map((size) => 'a'.repeat(10 ** size % 70_001)),
);
const json: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: texts },
  fc.constantFrom(null, true, false, 0, -1, 1e308, 2 ** 53, 1.5, -0),
  fc.constantFrom(
    [],
    {},
    [[[[]]]],
    [null],
    { __proto__: null },
    { toString: 1 },
    { length: -1 },
    ['all'],
    [{}, 1],
  ),
  fc.array(texts, { maxLength: 4 }),
  fc.dictionary(fc.constantFrom('id', 'length', '__proto__', 'change', 'toJSON', 'then'), texts, {
    maxKeys: 3,
  }),
);
/** As JSON, with names that a program would take for its own. */
const written = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replaceAll('"toJSON"', '"__proto__"');

/** Parts of a path, some of them escaped wrongly on purpose. */
const segments = fc.oneof(
  texts.map((text) => encodeURIComponent(wellFormed(text)).slice(0, 2_000)),
  fc.constantFrom(
    '%',
    '%00',
    '%ff',
    '%C0%AF',
    '%2e%2e%2f',
    '..',
    '.',
    '%ED%A0%80',
    '1%2F2',
    ':id',
    '*',
    '1;x=1',
    '1?',
  ),
);

const queries = (operation: Operation): fc.Arbitrary<string> => {
  const names = operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('page', 'lang', ...names) },
    fc.constantFrom('__proto__', 'constructor[prototype]', 'page[]', 'page[a]', '', '%'),
  );
  const pair = fc.tuple(name, segments).map((both) => both.join('='));
  return fc.array(pair, { maxLength: 4 }).map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));
};

/** The path of the operation, mostly with an id that exists, otherwise with anything. */
const paths = (operation: Operation, choose: Choose): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(addressOf(operation, choose)) },
    fc
      .infiniteStream(segments)
      .map((stream) =>
        operation.path.replace(/\{\w+\}/g, () => String(stream.next().value).replace(/[\s?#]/g, '')),
      ),
  );

const boundary = 'x-boundary';
interface Body {
  readonly type: string | null;
  readonly bytes: Buffer | null;
}

const part = (disposition: string, content: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;

/** Forms with a file that are whole, cut off, nested, without a name, or without an end. */
const multipart: fc.Arbitrary<Body> = fc
  .record({
    disposition: fc.oneof(
      texts.map((name) => `name="file"; filename="${wellFormed(name).replaceAll('\u0000', '')}"`),
      fc.constantFrom(
        '',
        'name=file',
        'name="file"',
        'name="__proto__"',
        'name="file"; filename*=UTF-8\'\'%ff',
      ),
    ),
    content: texts,
    end: fc.constantFrom(`--${boundary}--\r\n`, `--${boundary}`, '', '--', '\r\n'),
    type: fc.constantFrom(
      `multipart/form-data; boundary=${boundary}`,
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary=other',
    ),
  })
  .map(({ disposition, content, end, type }) => ({
    type,
    bytes: Buffer.from(part('name="template"', 'teacher') + part(disposition, content) + end, 'utf8'),
  }));

const bodies = (operation: Operation, choose: Choose): fc.Arbitrary<Body> => {
  const { body } = initOf(operation, choose);
  const fitting: Record<string, unknown> = typeof body === 'string' ? JSON.parse(body) : {};
  const names = ['x', ...Object.keys(operation.body?.properties ?? {})];
  const bent = fc
    .dictionary(fc.constantFrom(...names), json, { maxKeys: 3 })
    .map((changes) => ({ ...fitting, ...changes }));
  const asJson = (value: unknown): Body => ({ type: 'application/json', bytes: Buffer.from(written(value)) });
  const asForm = (value: Record<string, unknown>): Body => ({
    type: 'application/x-www-form-urlencoded',
    bytes: Buffer.from(
      Object.entries(value)
        .flatMap(([name, each]) =>
          [each]
            .flat()
            .map(
              (one) =>
                `${name}=${encodeURIComponent(wellFormed(typeof one === 'string' ? one : written(one)))}`,
            ),
        )
        .join('&'),
    ),
  });
  return fc.oneof(
    { weight: 6, arbitrary: bent.map(asJson) },
    { weight: 3, arbitrary: bent.map(asForm) },
    { weight: operation.isMultipart ? 12 : 1, arbitrary: multipart },
    json.map(asJson),
    fc.constantFrom<Body>(
      { type: 'application/json', bytes: Buffer.from('{"a":') },
      { type: 'application/json', bytes: Buffer.from('['.repeat(50_000)) },
      { type: 'application/json; charset=utf-7', bytes: Buffer.from('{}') },
      { type: 'application/json', bytes: Buffer.from([0xff, 0xfe, 0x00]) },
      {
        type: 'application/json',
        bytes: Buffer.from('{"__proto__":{"tier":"province"},"reason":"\\ud800"}'),
      },
      { type: 'application/x-www-form-urlencoded', bytes: Buffer.from('%=%&=&%ff=%00&__proto__[x]=1') },
      { type: 'application/x-www-form-urlencoded', bytes: Buffer.from('a=1&'.repeat(5_000)) },
      { type: 'text/plain', bytes: Buffer.from('x') },
      { type: 'nothing', bytes: Buffer.from('x') },
      { type: null, bytes: null },
    ),
  );
};

/** Whatever may be sent to one of these operations. */
export const hostileRequests = (
  operations: readonly Operation[],
  choose: Choose,
): fc.Arbitrary<HostileRequest> =>
  fc.oneof(
    ...operations.map((operation) =>
      fc
        .record({
          path: paths(operation, choose),
          query: queries(operation),
          body:
            operation.method === 'get' ? fc.constant({ type: null, bytes: null }) : bodies(operation, choose),
          language: fc.constantFrom('zh', 'en', '*', 'x'.repeat(500), ';q=,,;'),
        })
        .map(({ path, query, body, language }) => ({
          method: operation.method.toUpperCase(),
          target: path + query,
          headers: {
            'accept-language': language,
            ...(body.type === null ? {} : { 'content-type': body.type }),
          },
          body: body.bytes,
        })),
    ),
  );
