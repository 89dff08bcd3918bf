import { objects, typesThatDecide, whoGetsIn } from './reach';
import type { ResourceType } from './resource-type';

/** Users, where they come from, and what they may ask for. */
export const USERS: readonly ResourceType[] = [
  ...typesThatDecide(
    whoGetsIn('it decides who has an account in the org'),
    'okta_identity_source_import',
    'okta_identity_source_user',
    'okta_realm',
    'okta_realm_assignment',
    'okta_user',
  ),
  ...typesThatDecide(
    whoGetsIn('it decides which accounts are created, changed and removed in Okta and in the app'),
    'okta_app_connection',
    'okta_app_features',
  ),
  ...typesThatDecide(
    whoGetsIn('it decides who gets access on request, and who keeps it after a review'),
    'okta_campaign',
    'okta_end_user_my_requests',
    'okta_entitlement',
    'okta_entitlement_bundle',
    'okta_request_condition',
    'okta_request_sequence',
    'okta_request_setting_organization',
    'okta_request_setting_resource',
    'okta_request_v2',
    'okta_review',
  ),
];

/** What users and groups have, and no value of it. */
export const PROFILE_SCHEMAS: readonly ResourceType[] = typesThatDecide(
  objects('expressions of claims, mappings and group rules refer to it'),
  'okta_app_user_base_schema_property',
  'okta_app_user_schema_property',
  'okta_group_schema_property',
  'okta_link_definition',
  'okta_link_value',
  'okta_ui_schema',
  'okta_user_base_schema_property',
  'okta_user_schema_property',
  'okta_user_type',
);

/** How many requests the org answers. */
export const RATE_LIMITS: readonly ResourceType[] = typesThatDecide(
  objects('it decides how many requests the org answers, and who is told'),
  'okta_principal_rate_limits',
  'okta_rate_limit_admin_notification_settings',
  'okta_rate_limit_warning_threshold_percentage',
  'okta_rate_limiting',
);
