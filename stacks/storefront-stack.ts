import type { Construct } from 'constructs';
import { OidcWebApp } from '../constructs/oidc-web-app';
import type { Environment } from '../constructs/environment';
import { appOrigins } from '../constructs/app-origins';
import { OktaStack } from '../constructs/okta-stack';

/** The shop: the site that customers use, and the one its staff run it with. */
export class StorefrontStack extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'storefront', environment);
    const web = appOrigins(environment, 'storefront-web');
    new OidcWebApp(this, 'storefront-web', {
      label: 'Storefront',
      clientId: `storefront-web-${environment.name}`,
      redirectUris: web.map((origin) => `${origin}/authorization-code/callback`),
      postLogoutRedirectUris: web.map((origin) => `${origin}/`),
      baseUris: web,
    });

    const admin = appOrigins(environment, 'storefront-admin');
    new OidcWebApp(this, 'storefront-admin', {
      label: 'Storefront administration',
      clientId: `storefront-admin-${environment.name}`,
      redirectUris: admin.map((origin) => `${origin}/login/callback`),
      postLogoutRedirectUris: admin.map((origin) => `${origin}/`),
      initiateLogin: { uri: `${admin[0] ?? ''}/login` },
      visibility: { web: true },
      notes: { admin: 'Owned by team storefront' },
    });
  }
}
