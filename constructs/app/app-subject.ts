import type { Construct, IConstruct } from 'constructs';
import type { Rotator } from '../../okta-apps/shared/secret-settings';
import type { AppSubject, TrustedOriginSubject } from '../../rules/app';

/** An `OidcWebApp` as the rest of its stack knows it. */
export interface AppConstruct extends IConstruct {
  /** Terraform address, such as `okta_app_oauth.billing`. */
  readonly address: string;
  /** Variable of the initial client secret; undefined when Okta makes the secret. */
  readonly secretVariable: string | undefined;
  /** Key of the initial client secret in that variable, where it has a JSON object. */
  readonly secretKey?: string | undefined;
  /** Who rotates its client secret in place of `okta-apps rotate`; undefined when no one else does. */
  readonly rotatedBy: Rotator | undefined;
  /** The app as the rules see it. */
  readonly subject: AppSubject;
  /** The origins that the app wants the org to trust. */
  readonly trustedOrigins: readonly Pick<TrustedOriginSubject, 'origin' | 'scopes'>[];
}

const APP = Symbol.for('okta-oidc-cdktf.OidcWebApp');

/** Every `OidcWebApp` below the construct, in the order of declaration. */
export function appsIn(construct: Construct): AppConstruct[] {
  return construct.node.findAll().filter(isApp);
}

/** Marks the construct, so that it is known also by another copy of this package. */
export function markApp(app: AppConstruct): void {
  Object.defineProperty(app, APP, { value: true });
}

function isApp(construct: IConstruct): construct is AppConstruct {
  return APP in construct;
}
