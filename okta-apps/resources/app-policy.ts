import { field } from '../shared/json';
import { MEMBERS, SHIFT, type Access } from './access';
import { APP_OAUTH } from './app-oauth';
import type { Attribute, Attributes } from './attribute';
import { factors, objects } from './reach';
import { ID_PREFIXES } from './references';
import { isIdOf, type Block, type ResourceType } from './resource-type';

/** The rule about the policy rule as a whole says what each attribute means, also when the value is not known yet. */
const decidedBy = (access: Access): Attribute => ({ access, reviewedWhenUnknown: true });

const OTHERWISE = decidedBy(SHIFT);

/** In the order in which a review names them. */
const RULE: Attributes = {
  access: { default: 'ALLOW', ...decidedBy({ by: 'rank', weakestFirst: [['ALLOW'], ['DENY']] }) },
  factor_mode: { default: '2FA', ...decidedBy({ by: 'rank', weakestFirst: [['1FA'], ['2FA']] }) },
  constraints: OTHERWISE,
  chains: OTHERWISE,
  custom_expression: OTHERWISE,
  device_assurances_included: OTHERWISE,
  keep_me_signed_in: OTHERWISE,
  platform_include: OTHERWISE,
  user_types_included: OTHERWISE,
  user_types_excluded: OTHERWISE,
  type: OTHERWISE,
  policy_id: { words: 'authentication policy', identifies: true, ...OTHERWISE },
  name: { harmless: 'it is what administrators call the rule' },
  network_connection: OTHERWISE,
  network_includes: OTHERWISE,
  network_excludes: OTHERWISE,
  re_authentication_frequency: OTHERWISE,
  inactivity_period: OTHERWISE,
  risk_score: OTHERWISE,
  device_is_managed: OTHERWISE,
  device_is_registered: OTHERWISE,
  priority: OTHERWISE,
  groups_included: { words: 'groups included', form: 'set', ...decidedBy(MEMBERS) },
  groups_excluded: { words: 'groups excluded', form: 'set', ...OTHERWISE },
  users_included: { words: 'users included', form: 'set', ...decidedBy(MEMBERS) },
  users_excluded: { words: 'users excluded', form: 'set', ...OTHERWISE },
  status: { order: 3, default: 'ACTIVE', ...OTHERWISE },
};

/** An id of an app that is in the code is one of the real org, which no rehearsal can look up. */
function isOfRehearsedApp(block: Block): boolean {
  const app = field(block, 'app_id');
  return !(typeof app === 'string' && isIdOf(APP_OAUTH, app));
}

/** An authentication policy; the data source is that of an app. */
export const SIGNON_POLICY: ResourceType = {
  name: 'okta_app_signon_policy',
  decides: factors('it decides which factors users of its apps are asked for'),
  decidesWhenNew: () => objects('apps may refer to it'),
  removalBreaks: 'its apps fall back to the default policy, which may ask for less',
  idPrefix: ID_PREFIXES.policy,
  dataSource: {
    reads: ['apps', 'policies'],
    requests: ['/api/v1/apps/{id}', 'other'],
    asksOrgType: () => true,
    rehearsable: isOfRehearsedApp,
  },
};

/** A rule of an authentication policy. */
export const SIGNON_POLICY_RULE: ResourceType = {
  name: 'okta_app_signon_policy_rule',
  kind: 'policy-rule',
  attributes: RULE,
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
};

/** All rules of an authentication policy at once. */
export const SIGNON_POLICY_RULES: ResourceType = {
  name: 'okta_app_signon_policy_rules',
  decides: factors('it decides which factors users of the apps of a policy are asked for'),
};
