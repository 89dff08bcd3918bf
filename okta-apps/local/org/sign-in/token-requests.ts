import { inner } from '../../../shared/json';
import type { Call } from '../call';
import { appNamed } from './clients';

/** The grants of apps that users sign in to. */
const OF_USERS: readonly string[] = ['authorization_code', 'refresh_token'];

/** Whether a request to the org's token endpoint is one of an app that users sign in to, and not of a service app. */
export function isForUsers({ org, authorization, raw }: Call): boolean {
  const form = new URLSearchParams(raw.toString('utf8'));
  const app = appNamed(org.state, clientOf(form, authorization) ?? '');
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
