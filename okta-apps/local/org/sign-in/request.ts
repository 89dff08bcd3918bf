/** A request for one of the authorization servers or its pages. */
export interface SignInRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export function pathOf({ url }: Pick<SignInRequest, 'url'>): string {
  return url.split('?', 1)[0] ?? '';
}

export function queryOf({ url }: Pick<SignInRequest, 'url'>): URLSearchParams {
  return new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '');
}
