/*
 * What `import { … } from 'okta-oidc-cdktf'` gives. The only file that passes on what others export: this repository
 * imports the files themselves, so that a change of one concerns only those that use it.
 */
export { appOrigins } from './app-origins';
export { ClientSecret, type EphemeralSecret } from './client-secret';
// With a star, because an interface that is passed on by its name could not be extended by `declare module`.
export type * from './environment';
export { OidcWebApp } from './oidc-web-app';
export type * from './oidc-web-app-props';
export { OktaStack } from './okta-stack';
export { OriginsStack } from './origins-stack';
export { PROVIDER_VERSION } from './provider-version';
export { synthesize, type SynthesizeOptions } from './synthesize';
export { TrustedOrigins, type OriginScope, type TrustedOriginProps } from './trusted-origins';
export { UsageError } from './usage-error';
