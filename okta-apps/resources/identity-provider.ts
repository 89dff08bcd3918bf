import { frontDoor, typesThatDecide } from './reach';
import type { ResourceType } from './resource-type';

const PROVIDERS = frontDoor('the owner of the identity provider says who users are');
const STOPS = 'users who sign in through it cannot';

/** Identity providers, and which one users are sent to. */
export const IDENTITY_PROVIDERS: readonly ResourceType[] = [
  { name: 'okta_idp_oidc', decides: PROVIDERS, removalBreaks: STOPS },
  { name: 'okta_idp_saml', decides: PROVIDERS, removalBreaks: STOPS },
  { name: 'okta_idp_social', decides: PROVIDERS, removalBreaks: STOPS },
  ...typesThatDecide(PROVIDERS, 'okta_agent_pool_update', 'okta_idp_saml_key', 'okta_policy_rule_idp_discovery'),
  ...typesThatDecide(frontDoor('tokens of the trusted server are accepted'), 'okta_trusted_server'),
];
