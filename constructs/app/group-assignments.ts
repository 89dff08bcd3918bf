import { AppGroupAssignments } from '@cdktf/provider-okta/lib/app-group-assignments';
import { Token, TerraformStack } from 'cdktf';
import { groupNamed } from './look-up';
import { isGroupId } from './names-and-ids';
import type { OidcWebApp } from '../oidc-web-app';

/**
 * Assigns the app to the groups, and to no others: `okta_app_group_assignments.<app>` owns all of an app's groups, so
 * there is one per app. Sorted, so that the order in the code is no change.
 */
export function assignGroups(app: OidcWebApp, groups: readonly string[]): AppGroupAssignments {
  const stack = TerraformStack.of(app);
  const known = [...new Set(groups)].filter((group) => !Token.isUnresolved(group)).sort();
  const tokens = groups.filter((group) => Token.isUnresolved(group));
  const ids = [...known.map((group) => (isGroupId(group) ? group : groupNamed(stack, group))), ...tokens];
  const assignments = new AppGroupAssignments(app, 'Groups', {
    appId: app.appId,
    group: ids.map((id, index) => ({ id, priority: index + 1, profile: '{}' })),
  });
  assignments.overrideLogicalId(app.node.id);
  return assignments;
}
