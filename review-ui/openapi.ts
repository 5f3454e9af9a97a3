/** The published description of the API (OpenAPI 3.1), made from the very declarations that routes are served from. */
import { z } from 'zod';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

export function describeApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muster 师册',
      version: '1',
      description:
        'JSON with `Accept: application/json` and a bearer token from `POST /tokens`. Whoever asks too often is answered 429 with `Retry-After`.',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-muster' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'params'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    params: { type: 'object' },
  },
};

/** A session's changes carry its token besides, as `csrf` or `X-CSRF-Token`. */
const inPerson = [{ session: [] }];
const either = [{ bearer: [] }, ...inPerson];

function operation({ path, facts }: Route): Json {
  const pathNames = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const parameters = [
    ...parametersOf(facts.params, 'path', pathNames),
    ...parametersOf(facts.query, 'query', []),
  ];
  return {
    summary: `${facts.summary.zh} / ${facts.summary.en}`,
    ...(facts.who === 'anyone' ? {} : { security: facts.inPerson ? inPerson : either }),
    ...(Array.isArray(facts.who) ? { 'x-tiers': facts.who } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(facts.body || facts.multipart ? { requestBody: requestBody(facts) } : {}),
    responses: {
      [String(facts.status ?? 200)]: success(facts),
      default: {
        description: 'Problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  names: readonly string[],
): Json[] {
  const described = schema ? schemaOf(schema, 'input') : {};
  const properties = (described.properties ?? {}) as Record<string, Json>;
  const all = new Set([...names, ...Object.keys(properties)]);
  return [...all].map((name) => ({
    name,
    in: place,
    required: place === 'path',
    schema: properties[name] ?? { type: 'string' },
  }));
}

function requestBody(facts: Route['facts']): Json {
  const described = facts.body ? schemaOf(facts.body, 'input') : { type: 'object', properties: {} };
  if (!facts.multipart) return { required: true, content: { 'application/json': { schema: described } } };
  const properties = { file: { type: 'string', format: 'binary' }, ...(described.properties as Json) };
  const schema = { type: 'object', required: ['file'], properties };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

function success(facts: Route['facts']): Json {
  const description = facts.summary.en;
  if (facts.answer) {
    return { description, content: { 'application/json': { schema: schemaOf(facts.answer, 'output') } } };
  }
  return facts.produces ? { description, content: { [facts.produces]: {} } } : { description };
}
