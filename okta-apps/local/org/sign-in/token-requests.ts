import { inner } from '../../../shared/json';
import type { Route } from '../call';
import type { State } from '../records';

/** The org's token endpoint serves both: service apps of the management API, and apps that users sign in to. */
export const TOKEN_PATH = '/oauth2/v1/token';

/** The grants of apps that users sign in to. */
const OF_USERS: readonly string[] = ['authorization_code', 'refresh_token'];

/** Whether a request is one for the token endpoint by an app that users sign in to. */
export function isForUsers(route: Route, state: State, authorization: string | undefined, body: Buffer): boolean {
  if (route.path !== TOKEN_PATH) return false;
  const form = new URLSearchParams(body.toString('utf8'));
  const clientId = clientOf(form, authorization);
  const app = state.apps.find(({ credentials }) => credentials.oauthClient.client_id === clientId);
  if (app === undefined) return OF_USERS.includes(form.get('grant_type') ?? '');
  return app.settings.oauthClient.application_type !== 'service';
}

/** Who asks, not yet proven. */
function clientOf(form: URLSearchParams, authorization: string | undefined): string | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic !== undefined) return decoded(Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? '');
  const assertion = form.get('client_assertion');
  if (assertion !== null) return subjectOf(assertion);
  return form.get('client_id') ?? undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function subjectOf(assertion: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const subject = inner(claims, 'sub');
    return typeof subject === 'string' ? subject : undefined;
  } catch {
    return undefined;
  }
}
