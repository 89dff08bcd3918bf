import type { Construct } from 'constructs';
import { OidcWebApp } from '../constructs/oidc-web-app';
import type { Environment } from '../constructs/environment';
import { appOrigins } from '../constructs/app-origins';
import { OktaStack } from '../constructs/okta-stack';

/** Partners stay signed in for the day (refresh tokens) and come from their Okta dashboard (initiate login). */
export class PartnerPortalStack extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'partner-portal', environment);
    const origins = appOrigins(environment, 'partner-portal');
    const groupPrefix = environment.apps['partner-portal']?.groupPrefix;
    new OidcWebApp(this, 'partner-portal', {
      label: 'Partner portal',
      clientId: `partner-portal-${environment.name}`,
      redirectUris: origins.map((origin) => `${origin}/oidc/callback`),
      postLogoutRedirectUris: origins.map((origin) => `${origin}/signed-out`),
      grantTypes: ['authorization_code', 'refresh_token'],
      refreshToken: { rotationType: 'ROTATE', leeway: 15 },
      initiateLogin: { uri: `${origins[0] ?? ''}/oidc/initiate` },
      visibility: { web: true },
      assignTo: { groups: ['Everyone'] },
      ...(groupPrefix !== undefined && {
        groupsClaim: { name: 'groups', filter: 'STARTS_WITH' as const, value: groupPrefix },
      }),
    });
  }
}
