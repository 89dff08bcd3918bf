/** What an org says to a request. */
export interface Answered {
  readonly accepted: boolean;
  /** Its error, or what it gives. */
  readonly says: string;
}

/** The setting of an app that a request is about. */
export interface About {
  /** As Terraform names it: `redirect_uris`, or `app` for the app as a whole. */
  readonly attribute: string;
  /** The member of a list. @default - the attribute has one value */
  readonly value?: string;
}

/** One request of a sign-in that the orgs of the base and of the head answer differently. */
export interface Exchange {
  /** Terraform addresses of the app and of what assigns groups to it. */
  readonly addresses: readonly string[];
  readonly about: readonly About[];
  /** `GET /oauth2/v1/authorize?client_id=shop&redirect_uri=…`: the parameters that matter, without secrets. */
  readonly request: string;
  readonly before: Answered;
  readonly after: Answered;
}

/** What no request was sent for. */
export interface NotAsked {
  /** Of the app and its assignments; empty for every app of the stack. */
  readonly addresses: readonly string[];
  /** @default - anything of the app */
  readonly about?: About;
  readonly why: string;
}

/** What the requests of a rehearsal showed of one stack. */
export interface Exchanges {
  /** How many requests were sent, each to the org of the base and to that of the head. */
  readonly sent: number;
  readonly differing: readonly Exchange[];
  readonly notAsked: readonly NotAsked[];
}
