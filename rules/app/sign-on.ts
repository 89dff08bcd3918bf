import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { noneOf, outsideLength } from './text-checks';
import { isKnownList, mayHoldSomething, texts } from '../../okta-apps/shared/values';
import { object } from '../../okta-apps/shared/json';

const LONGEST_TEMPLATE = 1024;

/** Who gets in, and as whom. */
export const signOnRules: readonly Rule<AppSubject>[] = [
  {
    id: 'authentication-policy/id',
    severity: 'error',
    summary: 'An authentication policy is given by its id or by its name.',
    see: SOURCES.provider,
    *check({ props: { authenticationPolicy: policy } }) {
      if (typeof policy !== 'string' || (policy !== '' && policy === policy.trim())) return;
      yield {
        prop: 'authenticationPolicy',
        must: 'be the id or the name of a policy',
        value: policy,
        todo: 'write it as Okta shows it, without space around it, or leave it out',
      };
    },
  },
  {
    id: 'authentication-policy/required',
    severity: 'error',
    summary: 'Where the environment says so, every app names its authentication policy.',
    see: SOURCES.limits,
    *check({ props: { authenticationPolicy: policy }, rules }) {
      if (rules.requireAuthenticationPolicy !== true || policy !== undefined) return;
      yield {
        prop: 'authenticationPolicy',
        must: 'be given in this environment',
        value: policy,
        todo: 'add the name or the id of the policy that decides how people prove who they are',
      };
    },
  },
  {
    id: 'user-name-template/length',
    severity: 'error',
    summary: 'The template of the user name has 1 to 1024 characters.',
    see: SOURCES.oktaApps,
    check: ({ props: { userNameTemplate: template } }) =>
      outsideLength(
        [1, LONGEST_TEMPLATE],
        'userNameTemplate',
        template,
        () => 'write an Okta expression, or leave it out for "${source.login}"',
      ),
  },
];

const CONNECTIONS = ['ANYWHERE', 'ZONE'];
const ALL = 'ALL_IP_ZONES';

/** From which network zones people may reach the app. */
export const networkRules: readonly Rule<AppSubject>[] = [
  {
    id: 'network/connection',
    severity: 'error',
    summary: 'The connection is `ANYWHERE` or `ZONE`.',
    see: SOURCES.oktaApps,
    check: ({ props: { network } }) =>
      noneOf(CONNECTIONS, 'network.connection', object(network)['connection'], 'choose one of them, or remove network'),
  },
  {
    id: 'network/zones',
    severity: 'error',
    summary: 'The connection `ZONE` says which zones to include or exclude.',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const { connection, include, exclude } = object(props.network);
      if (connection !== 'ZONE' || mayHoldSomething(include) || mayHoldSomething(exclude)) return;
      yield {
        prop: 'network',
        must: 'include or exclude a zone with connection "ZONE"',
        value: props.network,
        todo: 'list zone ids in include or exclude, or choose "ANYWHERE"',
      };
    },
  },
  {
    id: 'network/anywhere',
    severity: 'error',
    summary: 'Zones are listed with the connection `ZONE` only.',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const network = object(props.network);
      if (network['connection'] !== 'ANYWHERE') return;
      for (const side of ['include', 'exclude']) {
        const zones = network[side];
        if (!isKnownList(zones) || zones.length === 0) continue;
        yield {
          prop: `network.${side}`,
          must: 'be left out with connection "ANYWHERE"',
          value: zones,
          todo: 'choose connection "ZONE", or remove it',
        };
      }
    },
  },
  {
    id: 'network/zone-id',
    severity: 'error',
    summary: 'A zone is named by its id, or all of them by `ALL_IP_ZONES`.',
    see: SOURCES.oktaApps,
    *check({ props }) {
      for (const { prop, text } of zonesOf(props.network)) {
        if (/^\S+$/.test(text)) continue;
        yield { prop, must: `be the id of a zone or "${ALL}"`, value: text, todo: 'copy the id from the zone in Okta' };
      }
    },
  },
  {
    id: 'network/all-zones',
    severity: 'warning',
    summary: '`ALL_IP_ZONES` stands alone, since it holds every other zone.',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const network = object(props.network);
      for (const side of ['include', 'exclude']) {
        const zones = network[side];
        if (!isKnownList(zones) || zones.length < 2 || !zones.includes(ALL)) continue;
        yield {
          prop: `network.${side}`,
          must: `hold nothing beside "${ALL}"`,
          value: zones,
          todo: `remove the other zones, or "${ALL}"`,
        };
      }
    },
  },
];

function zonesOf(value: unknown) {
  const { include, exclude } = object(value);
  return [...texts('network.include', include), ...texts('network.exclude', exclude)];
}
