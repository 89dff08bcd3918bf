/** A schema of OpenAPI 3.0, as far as answers are compared with it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping?: Readonly<Record<string, string>> };
}

/** An API description. */
export interface Description {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly responses: Readonly<
              Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
            >;
          }
        >
      >
    >
  >;
}

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One list of plain schemas: references followed, `allOf` taken apart, the discriminated member chosen. */
function flatten(root: Description, schema: Schema, value: unknown, seen: readonly string[] = []): Schema[] {
  if (schema.$ref !== undefined) {
    if (seen.includes(schema.$ref)) return [];
    return flatten(root, find(root, schema.$ref), value, [...seen, schema.$ref]);
  }
  const { discriminator } = schema;
  const chosen = isObject(value) && discriminator && discriminator.mapping?.[String(value[discriminator.propertyName])];
  const parts = [schema, ...(schema.allOf ?? []).flatMap((part) => flatten(root, part, value, seen))];
  if (typeof chosen === 'string' && !seen.includes(chosen))
    return [...parts, ...flatten(root, { $ref: chosen }, value, seen)];
  const union = schema.oneOf ?? schema.anyOf ?? [];
  const [best] = union
    .map((member) => ({ member, count: violations(root, member, value).length }))
    .sort((one, other) => one.count - other.count);
  return best === undefined ? parts : [...parts, ...flatten(root, best.member, value, seen)];
}

function find(root: Description, ref: string): Schema {
  let at: unknown = root;
  for (const key of ref.replace(/^#\//, '').split('/')) at = isObject(at) ? at[key] : undefined;
  return at as Schema;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  array: Array.isArray,
  object: isObject,
};

/** What of a value a schema does not allow. Only the SDK's tests look at null: Okta often forgets `nullable`. */
export function violations(root: Description, schema: Schema, value: unknown, path = ''): string[] {
  if (value === null) return [];
  const parts = flatten(root, schema, value);
  const wrong = parts.find(({ type }) => type !== undefined && TYPES[type]?.(value) === false);
  if (wrong?.type !== undefined) return [`${path}: not of type ${wrong.type}`];
  const closed = parts.find((part) => part.enum !== undefined && !part.enum.includes(value));
  if (closed !== undefined) return [`${path}: ${JSON.stringify(value)} is none of the described values`];
  if (Array.isArray(value)) {
    const items = parts.find((part) => part.items !== undefined)?.items;
    return items === undefined ? [] : value.flatMap((item) => violations(root, items, item, `${path}[]`));
  }
  return isObject(value) ? violationsOfObject(root, parts, value, path) : [];
}

function violationsOfObject(root: Description, parts: readonly Schema[], value: Values, path: string): string[] {
  const properties = new Map(parts.flatMap((part) => Object.entries(part.properties ?? {})));
  const open = parts.some(
    ({ additionalProperties }) => additionalProperties !== undefined && additionalProperties !== false,
  );
  const missing = parts
    .flatMap(({ required }) => required ?? [])
    .filter((key) => !(key in value))
    .map((key) => `${path}: ${key} is missing`);
  const found = Object.entries(value).flatMap(([key, item]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const schema = properties.get(key);
    if (schema !== undefined) return violations(root, schema, item, at);
    return open || properties.size === 0 ? [] : [`${at}: not described`];
  });
  return [...missing, ...found];
}
