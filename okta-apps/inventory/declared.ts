import { literal, literalText, namedBlocks } from '../document/named-blocks';
import type { AssembledStack } from '../project/assembly';
import { APP_OAUTH } from '../resources/app-oauth';
import { field, isList, object, textField, type JsonObject } from '../shared/json';
import { ownershipIn, type Ownership } from '../shared/ownership';
import type { SourcePlace, StackPlaces } from '../shared/source-places';

/** A value that only Terraform knows. */
export const NOT_KNOWN = Symbol('only Terraform knows it');
type Known<T> = T | typeof NOT_KNOWN;

/** An app of the code, as people who look for it want to know it. */
export interface InventoryApp {
  readonly label: Known<string>;
  readonly environment: string;
  readonly production: boolean;
  readonly stack: string;
  /** Construct ID. */
  readonly app: string;
  readonly isActive: boolean;
  readonly ownership: Known<Ownership>;
  /** Undefined where Okta gives it. */
  readonly clientId: Known<string> | undefined;
  readonly redirectUris: Known<readonly string[]>;
  readonly grants: Known<readonly string[]>;
  /** Name or id; undefined where the code leaves it to Okta. */
  readonly policy: Known<string> | undefined;
  readonly place: SourcePlace | undefined;
}

/** The OIDC apps that a stack declares. */
export function inventoryApps(
  { name: stack, manifest: { environment, production } }: Pick<AssembledStack, 'name' | 'manifest'>,
  document: JsonObject,
  places: StackPlaces | undefined,
): readonly InventoryApp[] {
  return namedBlocks(document, 'resource', APP_OAUTH.name).map(([app, body]) => ({
    label: textAt(body, 'label') ?? app,
    environment,
    production,
    stack,
    app,
    isActive: body['status'] !== 'INACTIVE',
    ownership: ownershipAt(body),
    clientId: textAt(body, 'client_id'),
    redirectUris: textsAt(body, 'redirect_uris'),
    grants: textsAt(body, 'grant_types'),
    policy: policyAt(document, body),
    place: places?.resources[`${APP_OAUTH.name}.${app}`],
  }));
}

function textAt(body: JsonObject, attribute: string): Known<string> | undefined {
  const text = textField(body, attribute);
  return text === undefined ? undefined : (literal(text) ?? NOT_KNOWN);
}

function textsAt(body: JsonObject, attribute: string): Known<readonly string[]> {
  const value = body[attribute];
  if (value === undefined) return [];
  if (!isList(value)) return NOT_KNOWN;
  const texts = value.map((each) => (typeof each === 'string' ? literal(each) : undefined));
  return texts.every((each) => each !== undefined) ? texts : NOT_KNOWN;
}

/** A profile with tokens is an expression. */
function ownershipAt(body: JsonObject): Known<Ownership> {
  const profile = textAt(body, 'profile');
  return profile === NOT_KNOWN ? NOT_KNOWN : ownershipIn(profile);
}

/** The name of a policy that the document looks up by its name. */
function policyAt(document: JsonObject, body: JsonObject): Known<string> | undefined {
  const policy = textAt(body, 'authentication_policy');
  if (policy !== NOT_KNOWN) return policy;
  const [, name = ''] =
    /^\$\{data\.okta_policy\.([\w-]+)\.id\}$/.exec(textField(body, 'authentication_policy') ?? '') ?? [];
  const lookUp = object(field(object(field(object(field(document, 'data')), 'okta_policy')), name));
  return literalText(lookUp, 'name') ?? NOT_KNOWN;
}
