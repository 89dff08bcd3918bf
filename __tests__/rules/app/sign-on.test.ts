import { signOnRules } from '../../../rules/app/sign-on';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(signOnRules, {
  'authentication-policy/id': [
    { good: {} },
    { good: { authenticationPolicy: 'rstmfa00000000000001' } },
    { good: { authenticationPolicy: UNKNOWN } },
    { good: { authenticationPolicy: 'Any two factors' } },
    {
      bad: { authenticationPolicy: '' },
      says: 'authenticationPolicy must be the id or the name of a policy, got ""; write it as Okta shows it, without space around it, or leave it out [authentication-policy/id]',
    },
    {
      bad: { authenticationPolicy: ' Any two factors' },
      says: 'authenticationPolicy must be the id or the name of a policy, got " Any two factors"; write it as Okta shows it, without space around it, or leave it out [authentication-policy/id]',
    },
  ],
  'authentication-policy/required': [
    { good: {} },
    { good: { authenticationPolicy: 'rst1' }, rules: { requireAuthenticationPolicy: true } },
    { good: { authenticationPolicy: UNKNOWN }, rules: { requireAuthenticationPolicy: true } },
    {
      bad: {},
      rules: { requireAuthenticationPolicy: true },
      says: 'authenticationPolicy must be given in this environment, got undefined; add the name or the id of the policy that decides how people prove who they are [authentication-policy/required]',
    },
  ],
  'user-name-template/length': [
    { good: { userNameTemplate: '${source.login}' } },
    { good: { userNameTemplate: 'x'.repeat(1024) } },
    { good: { userNameTemplate: UNKNOWN } },
    {
      bad: { userNameTemplate: '' },
      says: 'userNameTemplate must have 1 to 1024 characters, got ""; write an Okta expression, or leave it out for "${source.login}" [user-name-template/length]',
    },
    {
      bad: { userNameTemplate: 'x'.repeat(1025) },
      says: `userNameTemplate must have 1 to 1024 characters, got "${'x'.repeat(119)}… (1025 characters); write an Okta expression, or leave it out for "\${source.login}" [user-name-template/length]`,
    },
  ],
});
