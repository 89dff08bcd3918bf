import type { Construct, IConstruct } from 'constructs';
import type { OidcWebApp } from '../oidc-web-app';

const APP = Symbol.for('okta-oidc-cdktf.OidcWebApp');

/** Marks the construct, so that it is known also by another copy of this package. */
export function markApp(app: OidcWebApp): void {
  Object.defineProperty(app, APP, { value: true });
}

function isApp(construct: IConstruct): construct is OidcWebApp {
  return APP in construct;
}

/** Every `OidcWebApp` below the construct, in the order of declaration. */
export function appsIn(construct: Construct): OidcWebApp[] {
  return construct.node.findAll().filter(isApp);
}
