import { networkRules, signOnRules } from '../../../rules/app/sign-on';
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
      says: 'authenticationPolicy must be given in this environment, got undefined; add the name or the id of the policy that decides how users prove who they are [authentication-policy/required]',
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

const zone = (values: Readonly<Record<string, unknown>> = {}) => ({ network: { connection: 'ZONE', ...values } });
const anywhere = (values: Readonly<Record<string, unknown>> = {}) => ({
  network: { connection: 'ANYWHERE', ...values },
});

describeAppRules(networkRules, {
  'network/connection': [
    { good: {} },
    { good: anywhere() },
    { good: zone() },
    {
      bad: { network: { connection: 'DISABLED' } },
      says: 'network.connection must be "ANYWHERE" or "ZONE", got "DISABLED"; choose one of them, or remove network [network/connection]',
    },
  ],
  'network/zones': [
    { good: zone({ include: ['nzo1'] }) },
    { good: zone({ exclude: ['ALL_IP_ZONES'] }) },
    { good: zone({ include: UNKNOWN }) },
    { good: anywhere() },
    {
      bad: zone(),
      says: 'network must include or exclude a zone with connection "ZONE", got {"connection":"ZONE"}; list zone ids in include or exclude, or choose "ANYWHERE" [network/zones]',
    },
    {
      bad: zone({ include: [] }),
      says: 'network must include or exclude a zone with connection "ZONE", got {"connection":"ZONE","include":[]}; list zone ids in include or exclude, or choose "ANYWHERE" [network/zones]',
    },
  ],
  'network/anywhere': [
    { good: anywhere() },
    { good: anywhere({ include: [], exclude: UNKNOWN }) },
    { good: zone({ include: ['nzo1'] }) },
    {
      bad: anywhere({ include: ['nzo1'], exclude: ['nzo2'] }),
      says: [
        'network.include must be left out with connection "ANYWHERE", got ["nzo1"]; choose connection "ZONE", or remove it [network/anywhere]',
        'network.exclude must be left out with connection "ANYWHERE", got ["nzo2"]; choose connection "ZONE", or remove it [network/anywhere]',
      ],
    },
  ],
  'network/zone-id': [
    { good: zone({ include: ['nzo1', UNKNOWN], exclude: ['ALL_IP_ZONES'] }) },
    {
      bad: zone({ include: [''], exclude: ['nzo1', 'my office'] }),
      says: [
        'network.include[0] must be the id of a zone or "ALL_IP_ZONES", got ""; copy the id from the zone in Okta [network/zone-id]',
        'network.exclude[1] must be the id of a zone or "ALL_IP_ZONES", got "my office"; copy the id from the zone in Okta [network/zone-id]',
      ],
    },
  ],
  'network/all-zones': [
    { good: zone({ include: ['ALL_IP_ZONES'], exclude: ['nzo1'] }) },
    { good: zone({ include: ['nzo1', 'nzo2'] }) },
    {
      bad: zone({ include: ['ALL_IP_ZONES', 'nzo1'] }),
      says: 'network.include must hold nothing beside "ALL_IP_ZONES", got ["ALL_IP_ZONES","nzo1"]; remove the other zones, or "ALL_IP_ZONES" [network/all-zones]',
    },
  ],
});
