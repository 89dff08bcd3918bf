/** What the endpoint calls itself in every diagnostic and log line. */
export const STAND_IN = 'local stand-in for okta/okta 6.12.0';
