import { networkRules } from '../../../rules/app/network';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

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
