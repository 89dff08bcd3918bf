import { assignmentRoutes } from './apps/assignments';
import { appRoutes } from './apps/routes';
import { secretRoutes } from './apps/secret-routes';
import { subResourceRoutes } from './apps/sub-resources';
import { ok, type Route } from './call';
import { groupRoutes } from './groups';
import { logRoutes } from './log/routes';
import { oauthRoutes } from './oauth';
import { policyRoutes } from './policies';
import { trustedOriginRoutes } from './trusted-origins';
import { userRoutes } from './users';

const organization: Route = {
  method: 'GET',
  path: '/.well-known/okta-organization',
  open: true,
  handle: ({ org }) =>
    ok({ id: org.state.identity.id, _links: { organization: { href: org.url() } }, pipeline: 'idx' }),
};

/** Every operation that the org has. */
export const routes: readonly Route[] = [
  organization,
  ...oauthRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...policyRoutes,
  ...trustedOriginRoutes,
  ...appRoutes,
  ...secretRoutes,
  ...assignmentRoutes,
  ...subResourceRoutes,
  ...logRoutes,
];
