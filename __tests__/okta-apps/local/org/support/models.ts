import { sdkModel } from './sdk-model';

/** One attribute of a model of the official SDK. */
interface Attribute {
  readonly baseName: string;
  readonly type: string;
}

interface Model {
  readonly discriminator?: string;
  readonly mapping?: Readonly<Record<string, string>>;
  getAttributeTypeMap?(): readonly Attribute[];
}

/** Types that the SDK has no class for: unions, with the member that the org answers with, a list, a free object. */
const ALIASES: Readonly<Record<string, string>> = {
  ListJwk200ResponseKeysInner: 'OAuth2ClientJsonWebKeyRsaResponse',
  ListGroupAssignedRoles200ResponseInner: 'StandardRole',
  TrustedOriginScopes: 'Array<TrustedOriginScope>',
  AppUserProfile: 'any',
};

/** The model of a value: the discriminator of a base model names its subclass. */
function modelOf(name: string, value: Record<string, unknown>): Model | undefined {
  const model = sdkModel(name) as Model | undefined;
  const key = model?.discriminator;
  const mapped = key === undefined ? undefined : model?.mapping?.[String(value[key])];
  return mapped === undefined || mapped === name ? model : (sdkModel(mapped) as Model | undefined);
}

const PRIMITIVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  Date: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  URI: (value) => typeof value === 'string',
};

/**
 * What of a value the SDK's model does not know: `path: unknown to <model>`, or `path: not a <type>`. Null is accepted:
 * the models do not say where it may be.
 */
export function strangersTo(named: string, value: unknown, path = ''): string[] {
  if (value === null) return [];
  const type = ALIASES[named] ?? named;
  const items = /^Array<(.*)>$/.exec(type)?.[1];
  if (items !== undefined) {
    if (!Array.isArray(value)) return [`${path}: not a ${type}`];
    return value.flatMap((item) => strangersTo(items, item, `${path}[]`));
  }
  const mapped = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (mapped !== undefined)
    return typeof value === 'object'
      ? Object.values(value).flatMap((item) => strangersTo(mapped, item, `${path}.*`))
      : [`${path}: not a ${type}`];
  const primitive = PRIMITIVES[type];
  if (primitive !== undefined) return primitive(value) ? [] : [`${path}: not a ${type}`];
  return strangersToModel(type, value, path);
}

function strangersToModel(name: string, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null)
    return (sdkModel(name) as Model | undefined)?.getAttributeTypeMap === undefined ? [] : [`${path}: not a ${name}`];
  const attributes = modelOf(name, value as Record<string, unknown>)?.getAttributeTypeMap?.();
  if (attributes === undefined) return [`${path}: ${name} is no model`];
  const types = new Map(attributes.map(({ baseName, type }) => [baseName, type]));
  return Object.entries(value).flatMap(([key, item]) => {
    const type = types.get(key);
    const at = path === '' ? key : `${path}.${key}`;
    return type === undefined ? [`${at}: unknown to ${name}`] : strangersTo(type, item, at);
  });
}
