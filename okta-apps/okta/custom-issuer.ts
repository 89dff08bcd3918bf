import type { Agent } from 'node:http';
import { inner } from '../shared/json';
import { jsonOf } from '../shared/read-file';
import { parseUri } from '../shared/uri';
import { visible } from '../shared/visible-text';
import { fetchThrough } from './agent-fetch';

/** The issuer of tokens of a custom domain, or why it is not known. */
export type CustomIssuer = { readonly issuer: string } | { readonly why: string };

const TIMEOUT_MS = 10_000;
const MOST = 100_000;

/**
 * What the org publishes of its custom domain, as far as the discovery document there says the same. A wrong issuer would
 * make a relying party refuse every token, or trust another one's.
 *
 * @param agent Of a proxy.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingMetadata/
 */
export async function customIssuer(orgUrl: string, agent?: Agent): Promise<CustomIssuer> {
  const organization = await get(`${orgUrl}/.well-known/okta-organization`, agent);
  if (organization === undefined) return { why: `${orgUrl}/.well-known/okta-organization gives no answer` };
  const told = inner(organization, '_links', 'alternate', 'href');
  if (typeof told !== 'string') return { why: `${orgUrl}/.well-known/okta-organization has no custom domain` };
  const { origin, scheme, isLoopback } = parseUri(told);
  const issuer = told.replace(/\/$/, '');
  if (origin !== issuer || (scheme !== 'https' && !isLoopback))
    return { why: `${orgUrl}/.well-known/okta-organization says ${visible(told)}, which is no origin of https` };
  const discovery = `${issuer}/.well-known/openid-configuration`;
  const published = inner(await get(discovery, agent), 'issuer');
  if (published === issuer) return { issuer };
  return {
    why:
      typeof published === 'string'
        ? `${discovery} says ${visible(published)}`
        : `${discovery} could not be read from here`,
  };
}

/** Parsed JSON; undefined for everything else. */
async function get(url: string, agent: Agent | undefined): Promise<unknown> {
  try {
    const request = { signal: AbortSignal.timeout(TIMEOUT_MS), headers: { accept: 'application/json' } };
    const answer = await (agent === undefined
      ? fetch(url, { ...request, redirect: 'error' })
      : fetchThrough(agent)(url, request));
    const text = answer.ok ? await answer.text() : '';
    return text.length > MOST ? undefined : jsonOf(text);
  } catch {
    return undefined;
  }
}
