import type { Attributes } from './attribute';
import type { ResourceType } from './resource-type';

const TOKENS = 'it decides which tokens an authorization server gives, and to whom';
const REFUSED = 'every app that trusts its tokens refuses them';

/** Times, not tokens. */
const LIFETIMES: Attributes = {
  access_token_lifetime_minutes: { secret: false },
  refresh_token_lifetime_minutes: { secret: false },
  refresh_token_window_minutes: { secret: false },
};

/** Authorization servers and who gets which tokens of them. */
export const AUTH_SERVERS: readonly ResourceType[] = [
  { name: 'okta_auth_server', removalBreaks: REFUSED },
  { name: 'okta_auth_server_default', removalBreaks: REFUSED },
  { name: 'okta_auth_server_policy', accessControl: TOKENS },
  { name: 'okta_auth_server_policy_rule', accessControl: TOKENS, attributes: LIFETIMES },
];
