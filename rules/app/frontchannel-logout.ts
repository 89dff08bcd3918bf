import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { longerThan } from './text-checks';
import { open, relative, strange, withUserInfo } from './uri-checks';
import { ownHostRule } from './uri-rules';
import { urisOf } from './uris-of';

const MOST = 1024;

/** What Okta loads in a hidden frame when the person signs out elsewhere. */
export const frontchannelLogoutRules: readonly Rule<AppSubject>[] = [
  {
    id: 'frontchannel-logout/uri',
    severity: 'error',
    summary: 'The front-channel logout URI is absolute, https or http on this machine, without user name.',
    see: SOURCES.frontchannelLogout,
    *check(app) {
      const uris = urisOf(app).frontchannelLogout;
      for (const check of [strange, relative, open, withUserInfo]) yield* check(uris);
    },
  },
  {
    id: 'frontchannel-logout/wildcard',
    severity: 'error',
    summary: 'The front-channel logout URI has no `*` while `wildcardRedirect` is `DISABLED`.',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect !== 'DISABLED') return;
      for (const { prop, text } of urisOf(app).frontchannelLogout) {
        if (!text.includes('*')) continue;
        yield {
          prop,
          must: 'have no * while wildcardRedirect is "DISABLED"',
          value: text,
          todo: 'write the host out',
        };
      }
    },
  },
  {
    id: 'frontchannel-logout/length',
    severity: 'error',
    summary: 'The front-channel logout URI has at most 1024 characters.',
    see: SOURCES.oktaApps,
    check: (app) => longerThan(MOST, urisOf(app).frontchannelLogout),
  },
  ownHostRule('frontchannel-logout', 'the front-channel logout URI is at a host of its own', 'frontchannelLogout'),
];
