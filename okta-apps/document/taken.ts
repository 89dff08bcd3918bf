import { idGiven } from '../resources/references';
import { field, object, type JsonObject } from '../shared/json';
import { listed } from '../shared/lists';
import type { Whole } from './locals';
import type { Origin } from './origin';
import type { Takes } from './place';

/** Whether a place may be set from this origin, as a whole value. */
export function isTaken(document: JsonObject, takes: Takes, { origin, keys, decoded }: Whole): boolean {
  const secret = isSecret(document, origin, decoded);
  switch (takes.by) {
    case 'okta':
      if (keys.length > 0) return false;
      return takes.secret ? secret : !decoded && isIdFor(origin, takes);
    case 'other':
      return secret || isEphemeral(document, origin) ? secret && takes.secret : !decoded;
    case 'output':
      return !decoded && OUTPUTS.has(origin.kind) && origin.type !== 'terraform_data';
    case 'capacity':
      return !decoded && origin.text === 'var.max_api_capacity';
    case 'condition':
    case 'local':
      return true;
    case 'nothing':
    case 'workspace':
      return false;
  }
}

/** What a place takes, for a message: `the id of a group`. Undefined when the code has to say the value. */
export function takenInWords(takes: Takes): string | undefined {
  if (takes.by === 'output') return 'a value of a resource or of a data source';
  if (takes.by !== 'okta') return undefined;
  if (takes.secret)
    return 'a variable that is sensitive and ephemeral, one member of its JSON, or an ephemeral resource';
  const kinds = takes.ids.map((kind) =>
    kind === 'client' ? 'client ID' : `ID of ${ARTICLE.test(kind) ? 'an' : 'a'} ${kind}`,
  );
  return kinds.length === 0 ? undefined : `the ${listed(kinds)}`;
}

const ARTICLE = /^[aei]/;

/** Other stacks read outputs, so a variable may not reach them by one. */
const OUTPUTS = new Set<Origin['kind']>(['resource', 'data', 'module']);

function isIdFor({ kind, type, attributes }: Origin, { ids }: Extract<Takes, { by: 'okta' }>): boolean {
  if (ids.length === 0) return false;
  const [attribute = '', ...more] = attributes;
  // What another stack or a module has as its output is shown by the apply, with the name of the object.
  if (kind === 'module') return more.length === 0;
  if (kind === 'data' && type === 'terraform_remote_state')
    return attribute === 'outputs' && more.length === 1 && isName(more[0]);
  if (kind !== 'resource' && kind !== 'data') return false;
  const given = idGiven(type, attribute);
  return more.length === 0 && given !== undefined && ids.includes(given);
}

function isSecret(document: JsonObject, { kind, name, attributes }: Origin, decoded: boolean): boolean {
  if (kind === 'ephemeral') return attributes.length > 0 && attributes.length <= 2 && attributes.every(isName);
  if (kind !== 'variable' || attributes.length > 0) return false;
  const { sensitive, ephemeral } = variable(document, name);
  return sensitive === true && ephemeral === true && (!decoded || attributes.length === 0);
}

function isEphemeral(document: JsonObject, { kind, name }: Origin): boolean {
  return kind === 'ephemeral' || (kind === 'variable' && variable(document, name)['ephemeral'] !== undefined);
}

/** `*` and `?` stand for elements that the code does not say. */
function isName(attribute: string | undefined): boolean {
  return attribute !== undefined && attribute !== '*' && attribute !== '?';
}

function variable(document: JsonObject, name: string): JsonObject {
  return object(field(object(field(document, 'variable')), name));
}
