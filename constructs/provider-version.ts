/** Of okta/okta, for every environment: they share one lock file. 6.14.0 was withdrawn, 7.0 has other trusted origins. */
export const PROVIDER_VERSION = '>= 6.9.0, != 6.14.0, < 7.0.0';
