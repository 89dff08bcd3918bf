import type { App } from 'cdktf';
import type { Environment } from '../constructs/environment';
import { BackOfficeStack } from './back-office-stack';
import { OriginsStack } from '../constructs/origins-stack';
import { PartnerPortalStack } from './partner-portal-stack';
import { StorefrontStack } from './storefront-stack';

/** Which stacks an environment has. What `main.ts` synthesizes is what the tests synthesize. */
export function buildApp(app: App, environment: Environment): void {
  new StorefrontStack(app, environment);
  new PartnerPortalStack(app, environment);
  new BackOfficeStack(app, environment);
  OriginsStack.addTo(app, environment);
}
