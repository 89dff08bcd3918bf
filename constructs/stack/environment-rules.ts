import type { EnvironmentRules } from '../../okta-apps/shared/environment-rules';
import { withNewRuleIds } from '../../okta-apps/shared/renamed-rules';
import type { Environment } from '../environment';

/**
 * What the environment says about the rules. `okta-apps` sets OKTA_APPS_BASE when it synthesizes a base commit, which
 * may be older than the rules that check it: ids that were renamed since then are read as the new ones.
 */
export function environmentRules({ rules = {} }: Pick<Environment, 'rules'>): EnvironmentRules {
  return process.env['OKTA_APPS_BASE'] === undefined ? rules : withNewRuleIds(rules);
}
