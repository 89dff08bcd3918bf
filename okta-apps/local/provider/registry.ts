import { APP_SIGNON_POLICY, GROUP as GROUP_DATA, POLICY } from './data-sources';
import { APP_GROUP_ASSIGNMENT, APP_GROUP_ASSIGNMENTS } from './resources/app-group-assignments';
import { APP_OAUTH } from './resources/app-oauth';
import { GROUP } from './resources/group';
import type { DataSourceType, ResourceType } from './resources/resource-type';
import { TRUSTED_ORIGIN } from './resources/trusted-origin';

/** The resources that the endpoint serves; okta/okta has more. */
export const RESOURCES: Readonly<Record<string, ResourceType>> = {
  okta_app_oauth: APP_OAUTH,
  okta_app_group_assignment: APP_GROUP_ASSIGNMENT,
  okta_app_group_assignments: APP_GROUP_ASSIGNMENTS,
  okta_group: GROUP,
  okta_trusted_origin: TRUSTED_ORIGIN,
};

/** The data sources that the endpoint serves. */
export const DATA_SOURCES: Readonly<Record<string, DataSourceType>> = {
  okta_app_signon_policy: APP_SIGNON_POLICY,
  okta_group: GROUP_DATA,
  okta_policy: POLICY,
};
