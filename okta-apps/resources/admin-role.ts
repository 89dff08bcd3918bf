import type { ResourceType } from './resource-type';

const ROLES = 'it decides who administers the org';

/** Admin roles and who has them. */
export const ADMIN_ROLES: readonly ResourceType[] = [
  { name: 'okta_admin_role_custom', accessControl: ROLES },
  { name: 'okta_admin_role_custom_assignments', accessControl: ROLES },
  { name: 'okta_admin_role_targets', accessControl: ROLES },
  { name: 'okta_app_oauth_role_assignment', accessControl: ROLES, writes: 'roles' },
  { name: 'okta_group_role', accessControl: ROLES },
  { name: 'okta_resource_set', accessControl: ROLES },
  { name: 'okta_user_admin_roles', accessControl: ROLES },
];
