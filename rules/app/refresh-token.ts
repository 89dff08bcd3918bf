import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, isPlain, members } from '../../okta-apps/shared/values';
import { noneOf } from './text-checks';

const ROTATIONS = ['ROTATE', 'STATIC'];
const MOST_LEEWAY = 60;

/** How long an app stays signed in without the person, and what a stolen token is worth. */
export const refreshTokenRules: readonly Rule<AppSubject>[] = [
  {
    id: 'refresh-token/grant',
    severity: 'error',
    summary: 'Settings for refresh tokens come with the grant `refresh_token`.',
    see: SOURCES.oktaRefreshTokens,
    *check({ props: { refreshToken, grantTypes } }) {
      if (!isPlain(refreshToken) || !isKnownList(grantTypes)) return;
      if (grantTypes.includes('refresh_token')) return;
      yield {
        prop: 'refreshToken',
        must: 'come with the grant "refresh_token"',
        value: refreshToken,
        todo: 'add "refresh_token" to grantTypes, or remove refreshToken',
      };
    },
  },
  {
    id: 'refresh-token/rotation',
    severity: 'error',
    summary: 'The rotation is `ROTATE` or `STATIC`.',
    see: SOURCES.oktaRefreshTokens,
    check: ({ props: { refreshToken } }) =>
      noneOf(
        ROTATIONS,
        'refreshToken.rotationType',
        members(refreshToken)['rotationType'],
        'leave it out for "ROTATE"',
      ),
  },
  {
    id: 'refresh-token/leeway',
    severity: 'error',
    summary: 'The leeway is a whole number of seconds from 0 to 60.',
    see: SOURCES.oktaRefreshTokens,
    *check({ props }) {
      const { leeway } = members(props.refreshToken);
      if (typeof leeway !== 'number') return;
      if (Number.isInteger(leeway) && leeway >= 0 && leeway <= MOST_LEEWAY) return;
      yield {
        prop: 'refreshToken.leeway',
        must: `be a whole number from 0 to ${MOST_LEEWAY}`,
        value: leeway,
        todo: 'say how many seconds the old token still works, or leave it out for 30',
      };
    },
  },
  {
    id: 'refresh-token/static-leeway',
    severity: 'warning',
    summary: 'A leeway other than 0 is for rotation: Okta drops it with `STATIC`.',
    see: SOURCES.oktaRefreshTokens,
    *check({ props }) {
      const { rotationType, leeway } = members(props.refreshToken);
      if (rotationType !== 'STATIC' || typeof leeway !== 'number' || leeway === 0) return;
      yield {
        prop: 'refreshToken.leeway',
        must: 'be left out with rotationType "STATIC"',
        value: leeway,
        todo: 'remove it, or choose "ROTATE"',
      };
    },
  },
];
