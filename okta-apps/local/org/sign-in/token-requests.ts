import { textField } from '../../../shared/json';
import type { Call } from '../call';
import { claimsOfJwt } from './jwt-claims';

/** The grants of apps that users sign in to. */
const OF_USERS: readonly string[] = ['authorization_code', 'refresh_token'];

/** Whether a request to the org's token endpoint is one of an app that users sign in to, and not of a service app. */
export function isForUsers({ org, authorization, raw }: Call): boolean {
  const form = new URLSearchParams(raw.toString('utf8'));
  const app = org.state.apps.named(clientIn(form, authorization) ?? '');
  if (app === undefined) return OF_USERS.includes(form.get('grant_type') ?? '');
  return app.settings.oauthClient.application_type !== 'service';
}

/** Who asks, not yet proven. */
export function clientIn(form: URLSearchParams, authorization: string | undefined): string | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic !== undefined) return decoded(Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? '');
  const assertion = form.get('client_assertion');
  if (assertion !== null) return textField(claimsOfJwt(assertion), 'sub');
  return form.get('client_id') ?? undefined;
}

/** The client secret that a request sends, not yet proven. A signed assertion sends none. */
export function secretIn(form: URLSearchParams, authorization: string | undefined): string | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return form.get('client_secret') ?? undefined;
  const secret = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s)[1];
  return secret === undefined ? undefined : decoded(secret);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
