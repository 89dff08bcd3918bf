import { field } from '../../shared/json';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

const FACTORS = 'it decides which factors people are asked for';
const PASSWORDS = 'it decides which passwords people may have and how they get a new one';
const ROLES = 'it decides who administers the org';
const TOKENS = 'it decides which tokens an authorization server gives, and to whom';
const PROVIDERS = 'whoever runs the identity provider says who people are';
const NETWORKS = 'policies let people in by it';
const HOOKS = 'whoever runs the address decides what goes on, or is told of it';

/** Resources that no rule looks into, and that decide who gets in. */
const GUARDS: ReadonlyMap<string, string> = new Map([
  ['okta_admin_role_custom', ROLES],
  ['okta_admin_role_custom_assignments', ROLES],
  ['okta_admin_role_targets', ROLES],
  ['okta_app_oauth_role_assignment', ROLES],
  ['okta_group_role', ROLES],
  ['okta_resource_set', ROLES],
  ['okta_user_admin_roles', ROLES],
  ['okta_authenticator', FACTORS],
  ['okta_factor', FACTORS],
  ['okta_policy_mfa', FACTORS],
  ['okta_policy_mfa_default', FACTORS],
  ['okta_policy_rule_mfa', FACTORS],
  ['okta_policy_signon', FACTORS],
  ['okta_policy_rule_signon', FACTORS],
  ['okta_policy_password', PASSWORDS],
  ['okta_policy_password_default', PASSWORDS],
  ['okta_policy_rule_password', PASSWORDS],
  ['okta_auth_server_policy', TOKENS],
  ['okta_auth_server_policy_rule', TOKENS],
  ['okta_idp_oidc', PROVIDERS],
  ['okta_idp_saml', PROVIDERS],
  ['okta_idp_social', PROVIDERS],
  ['okta_policy_rule_idp_discovery', PROVIDERS],
  ['okta_network_zone', NETWORKS],
  ['okta_event_hook', HOOKS],
  ['okta_inline_hook', HOOKS],
]);

/** What other rules say of a removal holds for these too. */
export const guards: readonly ChangeRule<ChangeSubject>[] = [
  {
    id: 'resource/access-control-changed',
    severity: 'high',
    outsideProduction: 'medium',
    summary: 'A role, a policy of the org, an identity provider, a network zone or a hook comes or changes.',
    see: 'https://registry.terraform.io/providers/okta/okta/latest/docs',
    means: 'people may be let in, kept out, or asked for fewer factors, or others may administer the org',
    *check({ change, before, after, changed }) {
      const effect = GUARDS.get(change.type);
      const comes = change.kind === 'create' || change.kind === 'replace';
      if (effect === undefined || (!comes && (change.kind !== 'update' || changed.length === 0))) return;
      const value = field(after, 'name') ?? field(before, 'name') ?? change.address;
      const todo = 'look at what it allows before and after: this review does not read it';
      yield { prop: change.type, must: `be changed on purpose, because ${effect}`, value, todo };
    },
  },
];
