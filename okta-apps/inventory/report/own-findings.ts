import { isPlaceholderHost } from '../../../rules/app/uris';
import { inner, list, type JsonObject } from '../../shared/json';
import { isLoopback } from '../../shared/uri';
import { shown } from '../../shared/visible-text';
import type { ReportFinding } from './finding';

/**
 * What is wrong with an app that no rule of the synth says: the rules know the props of web apps only.
 *
 * @param isRuled The rules looked at the app.
 */
export function ownFindings(app: JsonObject, isRuled: boolean): readonly ReportFinding[] {
  const client = inner(app, 'settings', 'oauthClient');
  const grants = list(inner(client, 'grant_types'));
  const everywhere = staticTokens(client, grants, isRuled);
  if (isRuled) return everywhere;
  const type = inner(client, 'application_type');
  return [
    ...uriFindings(list(inner(client, 'redirect_uris')), type === 'native'),
    ...implicit(grants),
    ...withoutPkce(app, grants),
    ...everywhere,
  ];
}

function staticTokens(client: unknown, grants: readonly unknown[], isRuled: boolean): readonly ReportFinding[] {
  const rotation = inner(client, 'refresh_token', 'rotation_type');
  if (!grants.includes('refresh_token') || rotation !== 'STATIC') return [];
  const prop = isRuled ? 'refreshToken.rotationType' : 'refresh_token.rotation_type';
  return [
    found(
      'report/static-refresh-token',
      'warning',
      `${prop} must be "ROTATE", got "STATIC"; a stolen refresh token keeps working, so let them rotate`,
    ),
  ];
}

/** A native app may send users to their own machine (RFC 8252). */
function uriFindings(uris: readonly unknown[], isNative: boolean): readonly ReportFinding[] {
  return uris.flatMap((uri, at): readonly ReportFinding[] => {
    if (typeof uri !== 'string' || !URL.canParse(uri)) return [];
    const { protocol, hostname } = new URL(uri);
    if (!/^https?:$/.test(protocol) || (isNative && isLoopback(hostname))) return [];
    const prop = `redirect_uris[${at}]`;
    return [
      ...(protocol === 'http:' && !isLoopback(hostname)
        ? [
            found(
              'redirect-uri/https',
              'error',
              `${prop} must use https, got ${shown(uri)}; anyone on the network path can read the authorization code`,
            ),
          ]
        : []),
      ...(isPlaceholderHost(hostname)
        ? [
            found(
              'redirect-uri/placeholder-host',
              'warning',
              `${prop} must name a host of its own, got ${shown(uri)}; replace it by the host that the app is served from`,
            ),
          ]
        : []),
    ];
  });
}

function implicit(grants: readonly unknown[]): readonly ReportFinding[] {
  if (!grants.includes('implicit')) return [];
  return [
    found(
      'grant-type/implicit-discouraged',
      'warning',
      'grant_types must not hold "implicit" where it can be avoided, got "implicit"; use "authorization_code" alone',
    ),
  ];
}

/** Okta requires it of an app without a secret unless it is switched off. */
function withoutPkce(app: JsonObject, grants: readonly unknown[]): readonly ReportFinding[] {
  const required = inner(app, 'credentials', 'oauthClient', 'pkce_required');
  if (!grants.includes('authorization_code') || required !== false) return [];
  return [
    found(
      'pkce/required',
      'warning',
      'pkce_required must be true, got false; a stolen authorization code can be exchanged for tokens',
    ),
  ];
}

function found(rule: string, severity: ReportFinding['severity'], message: string): ReportFinding {
  return { rule, severity, message: `${message} [${rule}]` };
}
