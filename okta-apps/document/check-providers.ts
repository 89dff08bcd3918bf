import { isDeepStrictEqual } from 'node:util';
import { field, object, textField, itemsOf, type JsonObject } from '../shared/json';
import { servesType, type ListedProvider, type ProviderAlias } from '../shared/listed-providers';
import { OKTA_LITERALS, OKTA_PROVIDER, OKTA_SOURCES, REQUIRED_PROVIDER } from './allow-list';
import type { DocumentProblem } from './problem';
import { unlisted } from './unlisted';

/** Which providers the stacks of an environment may use, and how. */
export interface ProviderContext {
  /** The org that the manifest of the stack says; the manifest itself is compared with that of the base. */
  readonly org: { readonly name: string; readonly baseUrl: string } | undefined;
  /** As the base says; its own where there is no base. */
  readonly providers: readonly ListedProvider[];
  readonly aliases: readonly ProviderAlias[];
}

/** Providers that are on no list, and blocks of listed ones that say something else. */
export function providerProblems(document: JsonObject, context: ProviderContext): readonly DocumentProblem[] {
  const required = object(field(object(field(document, 'terraform')), 'required_providers'));
  return [
    ...Object.entries(required).flatMap(([name, raw]) => requiredProblems(name, object(raw), context)),
    ...Object.entries(object(field(document, 'provider'))).flatMap(([name, value]) => {
      const blocks = itemsOf(value).map(object);
      return name === 'okta'
        ? blocks.flatMap((block) => oktaProblems(block, context))
        : otherProblems(name, blocks, context);
    }),
  ];
}

/** Whether a listed provider may serve a block, which names it, or is known by the first word of its type. */
export function isServed(
  section: 'resource' | 'data' | 'ephemeral',
  type: string,
  given: unknown,
  { providers }: Pick<ProviderContext, 'providers'>,
): boolean {
  const name = given === undefined ? type.split('_')[0] : given;
  const provider = providers.find((one) => one.name === name);
  return provider !== undefined && servesType(provider, section, type);
}

function requiredProblems(
  name: string,
  provider: JsonObject,
  { providers }: ProviderContext,
): readonly DocumentProblem[] {
  const prop = `required_providers.${name}`;
  const source = textField(provider, 'source');
  const isListed =
    name === 'okta'
      ? source !== undefined && OKTA_SOURCES.has(source)
      : providers.some((one) => one.name === name && one.source === source);
  return [
    ...unlisted(provider, REQUIRED_PROVIDER, (key) => ['terraform', `${prop}.${key}`]),
    ...(isListed ? [] : [{ kind: 'type-not-listed' as const, address: `provider.${name}`, prop, value: source }]),
  ];
}

/** The org is that of the manifest, in every block; what is a number or a switch is written out. */
function oktaProblems(block: JsonObject, { org, aliases }: ProviderContext): readonly DocumentProblem[] {
  const alias = field(block, 'alias');
  const listed = aliases.find((one) => one.alias === alias);
  const expected: Readonly<Record<string, unknown>> = {
    ...(org !== undefined && { org_name: org.name, base_url: org.baseUrl }),
    ...(listed !== undefined && { api_token: `\${var.${listed.variable}}` }),
  };
  const problem = (prop: string, value?: unknown): DocumentProblem => ({
    kind: 'provider-configuration',
    address: 'provider.okta',
    prop,
    ...(value !== undefined && { value }),
  });
  return [
    ...Object.keys(block)
      .filter((key) => !OKTA_PROVIDER.has(key) && !Object.hasOwn(expected, key))
      .map((key) => problem(key)),
    ...Object.entries(expected)
      .filter(([key, value]) => field(block, key) !== value)
      // What stands there in place of the reference could be a token.
      .map(([key]) => problem(key, key === 'api_token' ? undefined : (field(block, key) ?? 'nothing'))),
    ...(alias === undefined || listed !== undefined ? [] : [problem('alias', alias)]),
    ...Object.entries(OKTA_LITERALS)
      .filter(([key, type]) => field(block, key) !== undefined && typeof field(block, key) !== type)
      .map(([key]) => problem(key, field(block, key))),
    ...[field(block, 'max_api_capacity')]
      .filter((value) => value !== undefined && value !== MAX_API_CAPACITY)
      .map((value) => problem('max_api_capacity', value)),
  ];
}

/** As `OktaStack` writes it. */
const MAX_API_CAPACITY = '${var.max_api_capacity}';

/** The block of another provider says what the list says, and nothing else. */
function otherProblems(
  name: string,
  blocks: readonly JsonObject[],
  { providers }: ProviderContext,
): readonly DocumentProblem[] {
  const address = `provider.${name}`;
  const listed = providers.find((one) => one.name === name);
  if (listed === undefined) return [{ kind: 'type-not-listed', address, prop: 'provider', value: name }];
  return blocks.flatMap((block) => {
    const wanted = listed.configuration ?? {};
    return [...new Set([...Object.keys(block), ...Object.keys(wanted)])]
      .filter((key) => key !== '//' && !isDeepStrictEqual(field(block, key), field(wanted, key)))
      .map((key) => ({ kind: 'provider-configuration' as const, address, prop: key }));
  });
}
