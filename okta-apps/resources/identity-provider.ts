import type { ResourceType } from './resource-type';

const PROVIDERS = 'whoever runs the identity provider says who people are';
const STOPS = 'people who sign in through it cannot';

/** Identity providers, and which one users are sent to. */
export const IDENTITY_PROVIDERS: readonly ResourceType[] = [
  { name: 'okta_idp_oidc', accessControl: PROVIDERS, removalBreaks: STOPS },
  { name: 'okta_idp_saml', accessControl: PROVIDERS, removalBreaks: STOPS },
  { name: 'okta_idp_social', accessControl: PROVIDERS, removalBreaks: STOPS },
  { name: 'okta_policy_rule_idp_discovery', accessControl: PROVIDERS },
];
