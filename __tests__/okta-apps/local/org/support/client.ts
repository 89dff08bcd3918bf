import type { LocalOrg } from '../../../../../okta-apps/local/org/server';

/** An answer as a test looks at it: an empty body is undefined. */
export interface Seen {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Asks the org as its administrator, or with the headers given. */
export async function ask(
  org: Pick<LocalOrg, 'url' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Seen> {
  const answer = await fetch(org.url + path, {
    method,
    headers: {
      authorization: `SSWS ${org.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  return seenIn(answer);
}

/** An answer that came in another way. */
export async function seenIn(answer: Response): Promise<Seen> {
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
    headers: answer.headers,
  };
}

/** The body of a small web app; `oauth` and `client` change its settings and credentials. */
export function webApp(label: string, oauth: object = {}, client: object = {}): Record<string, unknown> {
  return {
    name: 'oidc_client',
    label,
    signOnMode: 'OPENID_CONNECT',
    credentials: { oauthClient: client },
    settings: {
      oauthClient: {
        application_type: 'web',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['https://app.example.com/callback'],
        ...oauth,
      },
    },
  };
}

/** The id in a body. */
export function idOf(seen: Seen): string {
  return (seen.body as { id: string }).id;
}

/** An error answer in short: status, code, and Okta's causes (or its summary when it names none). */
export function refusal({ status, body }: Seen): readonly unknown[] {
  const { errorCode, errorSummary, errorCauses } = body as {
    errorCode: string;
    errorSummary: string;
    errorCauses: { errorSummary: string }[];
  };
  return [status, errorCode, errorSummary, ...errorCauses.map((cause) => cause.errorSummary)];
}
