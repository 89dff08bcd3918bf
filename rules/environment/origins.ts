import type { EnvironmentSubject, TrustedOriginSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { normalOrigin, parseUri } from '../../okta-apps/shared/uri';
import { anyOf } from '../../okta-apps/shared/lists';
import { characters, items, texts } from '../../okta-apps/shared/values';
import { placeholder } from '../app/uris';
import { isUnknown } from '../../okta-apps/shared/unknown';
import { fill } from '../texts';

/** The origins that `env/` says the apps are served from. */
export const originRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/origin',
    severity: 'error',
    title: 'An origin in `env/` is not an origin.',
    impact: 'the rules that keep production and tests apart cannot compare it',
    fix: 'write scheme, host and port only, such as https://shop.example.org',
    see: SOURCES.origin,
    *check({ origins }) {
      for (const { prop, text } of texts('origins', origins)) {
        const { origin, scheme, isLoopback } = parseUri(text);
        if (origin === text && (scheme === 'https' || isLoopback)) continue;
        yield {
          prop,
          must: 'be an https origin, or an http one on localhost, 127.0.0.1 or [::1]',
          value: text,
        };
      }
    },
  },
];

const SCOPES = ['CORS', 'REDIRECT', 'IFRAME_EMBED'];
const LONGEST = 255;

/** The origins that the org shall trust, over everything in the environment that asks for one. */
export const trustedOriginRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'trusted-origin/origin',
    severity: 'error',
    title: 'A trusted origin is not an origin.',
    impact: 'Okta refuses it, and the apply stops',
    fix: 'write scheme, host and port only, such as https://shop.example.org',
    see: SOURCES.oktaTrustedOrigins,
    *check({ trustedOrigins = [] }) {
      for (const { path, prop, origin, scopes } of trustedOrigins) {
        if (isUnknown(origin) || isOrigin(origin, scopes)) continue;
        yield {
          app: path,
          prop,
          must: 'be an https origin, or an http one on localhost, 127.0.0.1 or [::1]',
          value: origin,
        };
      }
    },
  },
  {
    id: 'trusted-origin/placeholder-host',
    severity: 'error',
    title: 'A trusted origin is on a placeholder host.',
    impact: 'a site that does not belong to you could call Okta with the session of a user',
    fix: 'use the host that the app is served from',
    see: SOURCES.limits,
    *check({ trustedOrigins = [], rules }) {
      if (rules.forbidPlaceholderHosts !== true) return;
      for (const { path, prop, origin } of trustedOrigins) {
        if (typeof origin !== 'string') continue;
        for (const violation of placeholder([{ prop, ...parseUri(origin) }])) yield { ...violation, app: path };
      }
    },
  },
  {
    id: 'trusted-origin/scopes',
    severity: 'error',
    title: 'A trusted origin has no scope, or an unknown one.',
    impact: 'Okta refuses it, and the apply stops',
    fix: 'list what the org shall allow to the origin',
    see: SOURCES.oktaTrustedOrigins,
    *check({ trustedOrigins = [] }) {
      for (const { path, prop, scopes } of trustedOrigins) {
        if (isUnknown(scopes)) continue;
        const known = items(scopes);
        if (known.length > 0 && known.every((scope) => isUnknown(scope) || SCOPES.includes(scope as string))) continue;
        yield {
          app: path,
          prop: prop.startsWith('baseUris') ? 'baseUriScopes' : `${prop}.scopes`,
          must: `hold ${anyOf(SCOPES)}`,
          value: scopes,
        };
      }
    },
  },
  {
    id: 'trusted-origin/name',
    severity: 'error',
    title: 'A trusted origin has an empty, long or ambiguous name.',
    impact: 'Okta refuses it, or administrators cannot tell two origins apart',
    fix: 'write one name for each origin, or leave it out',
    see: SOURCES.oktaTrustedOrigins,
    *check({ trustedOrigins = [] }) {
      const byOrigin = new Map<string, TrustedOriginSubject>();
      const byName = new Map<string, TrustedOriginSubject>();
      for (const asked of trustedOrigins) {
        const { name, path, prop } = asked;
        if (name === undefined || isUnknown(name)) continue;
        const at = { app: path, prop: `${prop}.name`, value: name };
        if (typeof name !== 'string' || name.trim() === '' || characters(name) > LONGEST) {
          yield { ...at, must: `have 1 to ${LONGEST} characters`, fix: 'write a name, or leave it out' };
          continue;
        }
        const origin = normalOrigin(asked.origin);
        if (origin === undefined) continue;
        const sameOrigin = byOrigin.get(origin) ?? asked;
        const sameName = byName.get(name) ?? asked;
        byOrigin.set(origin, sameOrigin);
        byName.set(name, sameName);
        if (sameOrigin.name !== name) {
          yield {
            ...at,
            must: `be the name that ${sameOrigin.path} gives ${origin}`,
            fix: fill('write "{value}"', { value: sameOrigin.name ?? '' }),
          };
        } else if (normalOrigin(sameName.origin) !== origin) {
          yield {
            ...at,
            must: 'be the name of one origin',
            fix: fill('choose another, {path} has it for {origin}', { path: sameName.path, origin: sameName.origin }),
          };
        }
      }
    },
  },
];

/** Okta takes a `*` in the lowest label for pages that embed it, and for nothing else. */
function isOrigin(text: unknown, scopes: unknown): boolean {
  if (typeof text !== 'string' || text.length > LONGEST) return false;
  const embedOnly = items(scopes).every((scope) => scope === 'IFRAME_EMBED');
  const written = embedOnly ? text.replace('://*.', '://') : text;
  const { scheme, isLoopback } = parseUri(written);
  return (
    normalOrigin(written) !== undefined &&
    !written.includes('*') &&
    (scheme === 'https' || (scheme === 'http' && isLoopback))
  );
}
