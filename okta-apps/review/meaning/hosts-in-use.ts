import { resourceBlocks } from '../../document/modules/resource-blocks';
import { AFTER_APPLY } from '../../plan/markers';
import type { Plan, Values } from '../../plan/plan';
import type { Catalogue } from '../../resources/catalogue';
import { attributeOf } from '../../resources/attribute-of';
import type { ResourceType } from '../../resources/resource-type';
import { isList, isObject, object } from '../../shared/json';
import { readUri, type ReadUri } from './uris';

/** Where the apps and trusted origins of the base are. */
export interface HostsInUse {
  /** With the port, of this environment: its origins. */
  readonly hosts: ReadonlySet<string>;
  /** Registrable domains, of all environments. */
  readonly domains: ReadonlySet<string>;
}

interface BaseStack {
  readonly environment: string;
  readonly plan?: Plan;
  readonly synthesized?: { readonly before?: unknown };
}

/**
 * A function that has the hosts of an environment at the base. They are read when the first rule asks for them: most
 * changes add no app and no URI.
 */
export function hostsInUse(stacks: readonly BaseStack[], catalogue: Catalogue): (environment: string) => HostsInUse {
  let found: readonly { readonly environment: string; readonly uri: ReadUri }[] | undefined;
  const known = new Map<string, HostsInUse>();
  return (environment) => {
    found ??= stacks.flatMap((stack) =>
      urisOfBase(stack, catalogue).map((uri) => ({ environment: stack.environment, uri })),
    );
    const own = found.filter((each) => each.environment === environment);
    const answer = known.get(environment) ?? {
      hosts: new Set(own.map(({ uri }) => uri.host)),
      domains: new Set(found.map(({ uri }) => uri.domain)),
    };
    known.set(environment, answer);
    return answer;
  };
}

/** Every host that a resource sends users, tokens or sign-outs to, in the order of its attributes, each once. */
export function webUrisOf(type: ResourceType, values: Values): readonly ReadUri[] {
  const uris = Object.entries(values)
    .filter(([name]) => type.kind === 'app' || leadsSomewhere(type, name))
    .flatMap(([, value]) => textsIn(value))
    .map((text) => readUri(text))
    .filter(({ host, ownMachine }) => host !== '' && !ownMachine);
  return [...new Map(uris.map((uri) => [uri.host, uri])).values()];
}

/** Whether some of its addresses show only after the apply. */
export function hasLateUris(type: ResourceType, values: Values): boolean {
  return Object.entries(values).some(
    ([name, value]) =>
      leadsSomewhere(type, name) && (value === AFTER_APPLY || (isList(value) && value.includes(AFTER_APPLY))),
  );
}

function leadsSomewhere(type: ResourceType, name: string): boolean {
  return attributeOf(type, name).uri !== undefined || (type.kind === 'trusted-origin' && name === 'origin');
}

function urisOfBase({ plan, synthesized }: BaseStack, { typeOf }: Catalogue): readonly ReadUri[] {
  const planned = (plan?.changes ?? []).flatMap(({ type, before }) => webUrisOf(typeOf(type), before ?? {}));
  const written = resourceBlocks(object(synthesized?.before)).flatMap(({ type, body }) =>
    webUrisOf(typeOf(type), body),
  );
  return [...planned, ...written];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('${') ? [] : [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
