import type { Attributes } from './attribute';
import { partsThatDecide, typesThatDecide, whatTokensSay } from './reach';
import type { ResourceType } from './resource-type';

const TOKENS = whatTokensSay('it decides which tokens an authorization server issues, and to whom');
const SERVER = 'auth_server_id';
const CLAIM = whatTokensSay('relying parties authorize users by the claims in their tokens');
const REFUSED = 'every app that trusts its tokens refuses them';

/** Times, not tokens. */
const LIFETIMES: Attributes = {
  access_token_lifetime_minutes: { secret: false },
  refresh_token_lifetime_minutes: { secret: false },
  refresh_token_window_minutes: { secret: false },
};

/** Authorization servers and who gets which tokens of them. */
export const AUTH_SERVERS: readonly ResourceType[] = [
  { name: 'okta_auth_server', decides: TOKENS, removalBreaks: REFUSED },
  { name: 'okta_auth_server_default', decides: TOKENS, removalBreaks: REFUSED },
  { name: 'okta_auth_server_policy', decides: TOKENS, owner: SERVER },
  { name: 'okta_auth_server_policy_rule', decides: TOKENS, owner: SERVER, attributes: LIFETIMES },
];

/** What tokens and assertions say about users. */
export const CLAIMS: readonly ResourceType[] = [
  ...partsThatDecide(
    CLAIM,
    SERVER,
    'okta_auth_server_claim',
    'okta_auth_server_claim_default',
    'okta_auth_server_scope',
  ),
  ...typesThatDecide(CLAIM, 'okta_app_federated_claim'),
  ...typesThatDecide(
    whatTokensSay('it decides which attributes users have in apps and in Okta'),
    'okta_profile_mapping',
  ),
];
