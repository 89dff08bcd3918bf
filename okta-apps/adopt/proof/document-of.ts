import { addressIn, blocks, mapValues, without } from '../../project/document';
import { APP_OAUTH } from '../../resources/app-oauth';
import { TRUSTED_ORIGIN } from '../../resources/trusted-origin';
import { field, inner, isObject, object, textField, type JsonObject } from '../../shared/json';

const ASSIGNMENTS = 'okta_app_group_assignments';

/**
 * The part of a stack that declares some apps: the apps, their groups and what these refer to. What else the stack has is
 * not what is proven.
 *
 * @param ids ids of the apps, as the import blocks name them
 */
export function documentOf(document: JsonObject, ids: ReadonlySet<string>): JsonObject {
  const own = blocks(document, 'import').filter((block) => ids.has(textField(block, 'id')?.split('/')[0] ?? ''));
  const names = new Set(own.map((block) => addressIn(block, 'to').slice(APP_OAUTH.name.length + 1)));
  const resource = mapValues(object(field(document, 'resource')), (named, type) =>
    Object.fromEntries(
      Object.entries(object(named)).filter(([name]) => [APP_OAUTH.name, ASSIGNMENTS].includes(type) && names.has(name)),
    ),
  );
  const kept = Object.entries(resource).filter(([, named]) => isObject(named) && Object.keys(named).length > 0);
  return {
    ...without(document, 'output', 'check', 'moved', 'removed', 'import', 'resource'),
    resource: Object.fromEntries(kept),
    import: own,
  };
}

/**
 * The document with trusted origins of the stack that has those of its environment.
 *
 * @param ids ids of the trusted origins, as the import blocks there name them
 */
export function withOrigins(document: JsonObject, origins: JsonObject, ids: ReadonlySet<string>): JsonObject {
  const own = blocks(origins, 'import').filter((block) => ids.has(textField(block, 'id') ?? ''));
  const names = new Set(own.map((block) => addressIn(block, 'to').slice(TRUSTED_ORIGIN.name.length + 1)));
  const declared = Object.entries(object(inner(origins, 'resource', TRUSTED_ORIGIN.name)));
  const resource = Object.fromEntries(declared.filter(([name]) => names.has(name)));
  return {
    ...document,
    resource: { ...object(field(document, 'resource')), [TRUSTED_ORIGIN.name]: resource },
    import: [...blocks(document, 'import'), ...own],
  };
}
