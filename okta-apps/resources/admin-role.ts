import { power, typesThatDecide } from './reach';
import type { ResourceType } from './resource-type';

/** Admin roles and who has them. */
export const ADMIN_ROLES: readonly ResourceType[] = [
  ...typesThatDecide(
    power('it decides who administers the org'),
    'okta_admin_role_custom',
    'okta_admin_role_custom_assignments',
    'okta_admin_role_targets',
    'okta_group_role',
    'okta_resource_set',
    'okta_user_admin_roles',
  ),
  {
    name: 'okta_app_oauth_role_assignment',
    decides: power('it gives an app the rights of an administrator'),
    writes: 'roles',
  },
];

/** What else gives power over the org to something that is no administrator. */
export const ORG_POWERS: readonly ResourceType[] = [
  ...typesThatDecide(
    power('it decides which programs may call the management API'),
    'okta_api_service_integration',
    'okta_api_token',
  ),
  ...typesThatDecide(power('it decides whether the support staff of Okta may enter the org'), 'okta_org_support'),
  ...typesThatDecide(power('it decides which notifications administrators get'), 'okta_role_subscription'),
];
