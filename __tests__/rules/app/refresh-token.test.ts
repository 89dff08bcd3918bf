import { refreshTokenRules } from '../../../rules/app/refresh-token';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const grantTypes = ['authorization_code', 'refresh_token'];
const given = (rotationType: unknown, leeway: unknown) => ({ grantTypes, refreshToken: { rotationType, leeway } });
const leewayFault = (value: string) =>
  `refreshToken.leeway must be a whole number from 0 to 60, got ${value}; say how many seconds the old token still works, or leave it out for 30 [refresh-token/leeway]`;

describeAppRules(refreshTokenRules, {
  'refresh-token/grant': [
    { good: {} },
    { good: given('ROTATE', 30) },
    { good: { ...given('ROTATE', 30), grantTypes: [UNKNOWN] } },
    { good: { refreshToken: UNKNOWN } },
    {
      bad: { refreshToken: { rotationType: 'STATIC', leeway: 0 } },
      says: 'refreshToken must come with the grant "refresh_token", got {"rotationType":"STATIC","leeway":0}; add "refresh_token" to grantTypes, or remove refreshToken [refresh-token/grant]',
    },
  ],
  'refresh-token/rotation': [
    { good: given('ROTATE', 30) },
    { good: given('STATIC', 0) },
    { good: given(UNKNOWN, 0) },
    {
      bad: given('KEEP', 0),
      says: 'refreshToken.rotationType must be "ROTATE" or "STATIC", got "KEEP"; leave it out for "ROTATE" [refresh-token/rotation]',
    },
  ],
  'refresh-token/leeway': [
    { good: given('ROTATE', 0) },
    { good: given('ROTATE', 60) },
    { good: given('ROTATE', UNKNOWN) },
    { bad: given('ROTATE', 61), says: leewayFault('61') },
    { bad: given('ROTATE', -1), says: leewayFault('-1') },
    { bad: given('ROTATE', 1.5), says: leewayFault('1.5') },
    { bad: given(UNKNOWN, NaN), says: leewayFault('NaN') },
    { bad: given('ROTATE', Infinity), says: leewayFault('Infinity') },
  ],
  'refresh-token/static-leeway': [
    { good: given('STATIC', 0) },
    { good: given('STATIC', UNKNOWN) },
    { good: given('ROTATE', 5) },
    {
      bad: given('STATIC', 30),
      says: 'refreshToken.leeway must be left out with rotationType "STATIC", got 30; remove it, or choose "ROTATE" [refresh-token/static-leeway]',
    },
  ],
});
