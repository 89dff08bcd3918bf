import { responseRules } from '../../../rules/app/responses';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const given = (grantTypes: unknown, responseTypes: unknown) => ({ grantTypes, responseTypes });
const code = ['authorization_code'];
const both = ['authorization_code', 'implicit'];

describeAppRules(responseRules, {
  'response-type/known': [
    { good: given(both, ['code', 'token', 'id_token']) },
    { good: given(code, [UNKNOWN, 'code']) },
    {
      bad: given(both, ['code id_token']),
      says: 'responseTypes[0] must be "code", "token" or "id_token", got "code id_token"; list each word as an entry of its own [response-type/known]',
    },
  ],
  'response-type/code': [
    { good: given(code, ['code']) },
    { good: given(['implicit'], ['token']) },
    { good: given(UNKNOWN, ['token']) },
    { good: given(code, ['token', UNKNOWN]) },
    {
      bad: given(both, ['id_token']),
      says: 'responseTypes must contain "code" with the grant "authorization_code", got ["id_token"]; add "code", or leave responseTypes out [response-type/code]',
    },
    {
      bad: given(code, []),
      says: 'responseTypes must contain "code" with the grant "authorization_code", got []; add "code", or leave responseTypes out [response-type/code]',
    },
  ],
  'response-type/implicit': [
    { good: given(both, ['code', 'id_token']) },
    { good: given(both, ['code', 'token']) },
    { good: given(both, ['code', UNKNOWN]) },
    { good: given(code, ['code']) },
    {
      bad: given(both, ['code']),
      says: 'responseTypes must contain "token" or "id_token" with the grant "implicit", got ["code"]; remove "implicit" from grantTypes, or add "id_token" [response-type/implicit]',
    },
  ],
  'response-type/without-implicit': [
    { good: given(both, ['code', 'token']) },
    { good: given([...code, UNKNOWN], ['code', 'token']) },
    { good: given([...code, 'client_credentials'], ['code', 'token']) },
    {
      bad: given(code, ['code', 'token', 'id_token']),
      says: [
        'responseTypes[1] must not stand without the grant "implicit", got "token"; remove it [response-type/without-implicit]',
        'responseTypes[2] must not stand without the grant "implicit", got "id_token"; remove it [response-type/without-implicit]',
      ],
    },
  ],
  'response-type/unique': [
    { good: given(both, ['code', 'token']) },
    {
      bad: given(code, ['code', 'code']),
      says: 'responseTypes[1] must be listed once, got "code"; remove it, responseTypes[0] has it [response-type/unique]',
    },
  ],
});
