import { isObject, type JsonObject } from './json';
import { objectWith, text, textList, valibot } from './schema';

/** A provider besides okta/okta that the stacks of an environment may use: it is a program that runs at plan and apply. */
export interface ListedProvider {
  /** Its name in the stacks, as `required_providers` has it: `vault`. */
  readonly name: string;
  /** `hashicorp/vault` */
  readonly source: string;
  /** What its block must say, key by key and value by value. @default - nothing */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /**
   * What it may serve: `ephemeral.vault_kv_secret_v2`, `data.http`, `resource.random_pet`.
   *
   * @default - its ephemeral resources, which leave nothing in a state
   */
  readonly types?: readonly string[];
}

/** A second block of okta/okta, which signs in with a credential of its own. */
export interface ProviderAlias {
  readonly alias: string;
  /** Terraform variable that holds its API token, which the block reads: `TF_VAR_<variable>` sets it. */
  readonly variable: string;
}

export function listedProviders() {
  const v = valibot();
  return v.array(
    objectWith({
      name: text(),
      source: text(),
      configuration: v.exactOptional(v.custom<JsonObject>(isObject, 'an object')),
      types: v.exactOptional(textList()),
    }),
    'a list',
  );
}

export function providerAliases() {
  return valibot().array(objectWith({ alias: text(), variable: text() }), 'a list');
}

/** Whether a listed provider may serve a type: what its list has, or else its own ephemeral resources. */
export function servesType(
  { name, types }: ListedProvider,
  section: 'resource' | 'data' | 'ephemeral',
  type: string,
): boolean {
  if (types !== undefined) return types.includes(`${section}.${type}`);
  return section === 'ephemeral' && type.startsWith(`${name}_`);
}

/** Whether a listed provider has a source as a lock file writes it, with the registry. */
export function isSourceOf({ source }: ListedProvider, locked: string): boolean {
  const whole = source.toLowerCase();
  return locked === whole || REGISTRIES.some((registry) => locked === `${registry}/${whole}`);
}

/** Where Terraform and OpenTofu look for a source without one. */
const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'];
