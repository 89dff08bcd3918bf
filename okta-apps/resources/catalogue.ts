import { ADMIN_ROLES, ORG_POWERS } from './admin-role';
import { APP_USER, GROUP_ASSIGNMENT, GROUP_ASSIGNMENTS, POLICY_ASSIGNMENT } from './app-assignment';
import { APP_OAUTH } from './app-oauth';
import { API_SCOPE, LOGOUT_URI, REDIRECT_URI } from './app-oauth-parts';
import { APP, OTHER_APPS } from './app-other';
import { SIGNON_POLICY, SIGNON_POLICY_RULE, SIGNON_POLICY_RULES } from './app-policy';
import { AUTH_SERVERS, CLAIMS } from './auth-server';
import { TERRAFORM_DATA } from './built-in';
import { FACTORS } from './factors';
import { FRONT_DOOR, LOOKS } from './front-door';
import { EVERYONE_GROUP, GROUP, GROUP_MEMBERSHIPS, GROUPS, INTO_GROUPS } from './group';
import { IDENTITY_PROVIDERS } from './identity-provider';
import { NETWORK_ZONE } from './network-zone';
import { DEFAULT_POLICY, ORG_POLICIES, POLICY } from './policy';
import type { ResourceType } from './resource-type';
import { TRUSTED_ORIGIN, TRUSTED_ORIGINS } from './trusted-origin';
import { PROFILE_SCHEMAS, RATE_LIMITS, USERS } from './user';

/** The resource types that the tool knows, by name. */
export interface Catalogue {
  readonly types: readonly ResourceType[];
  /** What is known of a type: of one that is not listed, its name. */
  readonly typeOf: (name: string) => ResourceType;
}

/** A catalogue of these types. */
export function catalogueOf(types: readonly ResourceType[]): Catalogue {
  const byName = new Map(types.map((type) => [type.name, type]));
  return { types, typeOf: (name) => byName.get(name) ?? { name } };
}

/** Every type that the tool knows something of. A new one is a file beside this one, and its name here. */
export const CATALOGUE: Catalogue = catalogueOf([
  APP_OAUTH,
  ...OTHER_APPS,
  APP,
  REDIRECT_URI,
  LOGOUT_URI,
  API_SCOPE,
  GROUP_ASSIGNMENTS,
  GROUP_ASSIGNMENT,
  APP_USER,
  POLICY_ASSIGNMENT,
  SIGNON_POLICY,
  SIGNON_POLICY_RULE,
  SIGNON_POLICY_RULES,
  TRUSTED_ORIGIN,
  TRUSTED_ORIGINS,
  GROUP,
  GROUPS,
  EVERYONE_GROUP,
  GROUP_MEMBERSHIPS,
  ...INTO_GROUPS,
  ...USERS,
  POLICY,
  DEFAULT_POLICY,
  ...ORG_POLICIES,
  ...FACTORS,
  ...AUTH_SERVERS,
  ...CLAIMS,
  ...IDENTITY_PROVIDERS,
  ...ADMIN_ROLES,
  ...ORG_POWERS,
  NETWORK_ZONE,
  ...FRONT_DOOR,
  ...LOOKS,
  ...PROFILE_SCHEMAS,
  ...RATE_LIMITS,
  TERRAFORM_DATA,
]);
