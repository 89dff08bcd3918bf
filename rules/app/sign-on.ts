import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { noneOf, outsideLength } from './text-checks';
import { isKnownList, mayHoldSomething, texts } from '../../okta-apps/shared/values';
import { PROP_WORDS } from '../../okta-apps/shared/prop-words';
import { object } from '../../okta-apps/shared/json';
import { fill } from '../texts';

const LONGEST_TEMPLATE = 1024;

/** Who gets in, and as whom. */
export const signOnRules: readonly Rule<AppSubject>[] = [
  {
    id: 'authentication-policy/id',
    severity: 'error',
    title: 'The authentication policy is empty or has space around it.',
    impact: 'Terraform would find no such policy, and the apply stops',
    fix: 'write it as Okta shows it, without space around it, or leave it out',
    see: SOURCES.provider,
    *check({ props: { authenticationPolicy: policy } }) {
      if (typeof policy !== 'string' || (policy !== '' && policy === policy.trim())) return;
      yield {
        prop: 'authenticationPolicy',
        must: 'be the id or the name of a policy',
        value: policy,
      };
    },
  },
  {
    id: 'authentication-policy/required',
    severity: 'error',
    title: 'An app specifies no authentication policy.',
    impact: "the org's default policy would decide whether users need a second factor",
    fix: 'add the name or the id of the policy that decides how users prove who they are',
    see: SOURCES.limits,
    *check({ props: { authenticationPolicy: policy }, rules }) {
      if (rules.requireAuthenticationPolicy !== true || policy !== undefined) return;
      yield {
        prop: 'authenticationPolicy',
        must: 'be given in this environment',
        value: policy,
      };
    },
  },
  {
    id: 'user-name-template/length',
    severity: 'error',
    title: 'The user name template is empty or too long.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'write an Okta expression, or leave it out for "${source.login}"',
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

const ALL = 'ALL_IP_ZONES';

/** From which network zones people may reach the app. */
export const networkRules: readonly Rule<AppSubject>[] = [
  {
    id: 'network/connection',
    severity: 'error',
    title: 'The network connection is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'choose one of them, or remove network',
    see: SOURCES.oktaApps,
    check: ({ props: { network } }) =>
      noneOf(
        PROP_WORDS['network.connection'],
        'network.connection',
        object(network)['connection'],
        'choose one of them, or remove network',
      ),
  },
  {
    id: 'network/zones',
    severity: 'error',
    title: 'Network connection `ZONE` has no zone.',
    impact: 'it would be unclear from which networks users may reach the app',
    fix: 'list zone ids in include or exclude, or choose "ANYWHERE"',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const { connection, include, exclude } = object(props.network);
      if (connection !== 'ZONE' || mayHoldSomething(include) || mayHoldSomething(exclude)) return;
      yield {
        prop: 'network',
        must: 'include or exclude a zone with connection "ZONE"',
        value: props.network,
      };
    },
  },
  {
    id: 'network/anywhere',
    severity: 'error',
    title: 'Zones are listed with network connection `ANYWHERE`.',
    impact: 'Okta ignores them, so users from every network may reach the app',
    fix: 'choose connection "ZONE", or remove it',
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
        };
      }
    },
  },
  {
    id: 'network/zone-id',
    severity: 'error',
    title: 'A network zone is not an ID.',
    impact: 'Okta finds no such zone, and the apply stops',
    fix: 'copy the id from the zone in Okta',
    see: SOURCES.oktaApps,
    *check({ props }) {
      for (const { prop, text } of zonesOf(props.network)) {
        if (/^\S+$/.test(text)) continue;
        yield { prop, must: `be the id of a zone or "${ALL}"`, value: text };
      }
    },
  },
  {
    id: 'network/all-zones',
    severity: 'warning',
    title: 'Other zones are listed beside `ALL_IP_ZONES`.',
    impact: 'they have no effect, because it includes every zone',
    fix: 'remove the other zones, or "ALL_IP_ZONES"',
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
          fix: fill('remove the other zones, or "{all}"', { all: ALL }),
        };
      }
    },
  },
];

function zonesOf(value: unknown) {
  const { include, exclude } = object(value);
  return [...texts('network.include', include), ...texts('network.exclude', exclude)];
}
