/** An SSWS API token. */
export interface ApiToken {
  readonly type: 'api-token';
  readonly token: string;
}

/** An API Services app that signs its token requests. */
export interface ServiceApp {
  readonly type: 'service-app';
  readonly clientId: string;
  /** An RSA key in PEM form. */
  readonly privateKey: string;
  /** The `kid` that Okta knows the key by. @default - none is sent; Okta tries every key of the app */
  readonly privateKeyId?: string;
  readonly scopes: readonly string[];
}

/** What a program shows to an org, with its secret. */
export type OrgCredential = ApiToken | ServiceApp;
