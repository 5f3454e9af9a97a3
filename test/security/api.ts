/** The published description of the API as tests read it: each operation, and a request that fits it. */
import type { Web } from '../review-ui/web.ts';

/** JSON Schema, as far as our description uses it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}
export interface Operation {
  readonly method: 'get' | 'post' | 'patch';
  /** With parameters in braces. */
  readonly path: string;
  /** `GET /units/{id}` */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly isMultipart: boolean;
  readonly isOpen: boolean;
  /** Not for a program that carries a token. */
  readonly isInPerson: boolean;
  /** Null: of everybody who is signed in. */
  readonly tiers: readonly string[] | null;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly security?: readonly object[];
  readonly 'x-tiers'?: readonly string[];
}

/** Every operation of `GET /openapi.json`. */
export async function operationsOf(web: Pick<Web, 'url'>): Promise<Operation[]> {
  const answer = await fetch(`${web.url}/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const [[type, content] = ['', null]] = Object.entries(described.requestBody?.content ?? {});
      return {
        method: method as Operation['method'],
        path,
        name: `${method.toUpperCase()} ${path}`,
        parameters: described.parameters ?? [],
        body: content?.schema ?? null,
        isMultipart: type === 'multipart/form-data',
        isOpen: described.security === undefined,
        isInPerson: described.security?.some((scheme) => 'bearer' in scheme) === false,
        tiers: described['x-tiers'] ?? null,
      };
    }),
  );
}

const idPattern = '^[1-9]\\d{0,17}$';

/** Whether a value of the schema names a record: its id, or a list of ids. */
export const isId = (schema: Schema): boolean =>
  schema.pattern === idPattern ||
  (schema.items !== undefined && isId(schema.items)) ||
  (schema.anyOf ?? []).some(isId);

/** The value of a property that no schema can guess: by the property's name. */
export type ByName = (name: string, schema: Schema) => unknown;

/** A value that fits the schema; what is optional and names nobody is left out. */
export function sampleOf(name: string, schema: Schema, byName: ByName): unknown {
  if (schema.pattern === idPattern) return byName(name, schema);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) {
    const first =
      schema.anyOf.find(isId) ?? schema.anyOf.find(({ type }) => type === 'null') ?? schema.anyOf[0] ?? {};
    return sampleOf(name, first, byName);
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'array':
      return [sampleOf(name, schema.items ?? {}, byName)];
    case 'object':
      return objectOf(schema, byName);
    default:
      if (schema.format === 'binary') return null;
      return byName(name, schema);
  }
}

/** An object with what is required, whatever names somebody, and the properties in `also`. */
export function objectOf(
  schema: Schema,
  byName: ByName,
  also: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name, property]) => schema.required?.includes(name) || isId(property) || also.has(name),
  );
  return Object.fromEntries(wanted.map(([name, property]) => [name, sampleOf(name, property, byName)]));
}
