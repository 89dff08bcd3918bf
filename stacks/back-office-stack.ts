import type { Construct } from 'constructs';
import { OidcWebApp } from '../constructs/oidc-web-app';
import type { Environment } from '../constructs/environment';
import { appOrigins } from '../constructs/app-origins';
import { OktaStack } from '../constructs/okta-stack';

/** Has no client secret at all: it signs its token requests, and Okta fetches the public keys. */
export class BackOfficeStack extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'back-office', environment);
    const origins = appOrigins(environment, 'back-office');
    const zones = environment.apps['back-office']?.networkZones;
    new OidcWebApp(this, 'back-office', {
      label: 'Back office',
      clientId: `back-office-${environment.name}`,
      redirectUris: origins.map((origin) => `${origin}/auth/callback`),
      postLogoutRedirectUris: origins.map((origin) => `${origin}/`),
      tokenEndpointAuthMethod: 'private_key_jwt',
      authenticationPolicy: 'Any two factors',
      frontchannelLogout: { uri: `${origins[0] ?? ''}/auth/signed-out-elsewhere`, sessionRequired: true },
      ...(zones && { network: { connection: 'ZONE' as const, include: zones } }),
      jwksUri: `${origins[0] ?? ''}/.well-known/jwks.json`,
    });
  }
}
