import type { EnvironmentSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { parseUri } from '../../okta-apps/shared/uri';
import { texts } from '../../okta-apps/shared/values';

/** The origins that `env/` says the apps are served from. */
export const originRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/origin',
    severity: 'error',
    summary: 'An origin in `env/` is a scheme, a host and perhaps a port: https, or http on this machine.',
    see: SOURCES.origin,
    *check({ origins }) {
      for (const { prop, text } of texts('origins', origins)) {
        const { origin, scheme, isLoopback } = parseUri(text);
        if (origin === text && (scheme === 'https' || isLoopback)) continue;
        yield {
          prop,
          must: 'be an https origin, or an http one on localhost, 127.0.0.1 or [::1]',
          value: text,
          todo: 'write scheme, host and port only, such as https://shop.example.org',
        };
      }
    },
  },
];
