import type { EnvironmentSubject } from '../app';
import type { EnvironmentRules, Severity } from '../../okta-apps/shared/environment-rules';
import type { Rule, Violation } from '../engine';
import { shown } from '../../okta-apps/shared/visible-text';
import { SOURCES } from '../sources';
import { isWaiverAddress } from './waiver-address';
import { isDay } from '../../okta-apps/shared/day';
import { anyOf } from '../../okta-apps/shared/lists';
import { isLimit, items } from '../../okta-apps/shared/values';
import { object } from '../../okta-apps/shared/json';
import { nearest } from '../../okta-apps/shared/nearest';
import { newRuleId } from '../../okta-apps/shared/renamed-rules';
import { fill } from '../texts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'off'];
/** `subject/name`. Whether the review has such a rule is for the review to say, and for `okta-apps doctor`. */
const RULE_ID = /^[a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*$/;
const SWITCHES = ['forbidPlaceholderHosts', 'requireAuthenticationPolicy'];

/** What `env/` says about the rules is data that can be wrong too. `ids` are those of every rule there is. */
export function ruleDataRules(ids: () => ReadonlySet<string>): readonly Rule<EnvironmentSubject>[] {
  return [
    {
      id: 'environment/severity',
      severity: 'error',
      title: 'A severity in `env/` is for an unknown rule, or is not a severity.',
      impact: 'the rule keeps its usual severity',
      fix: 'look the id up in docs/rules.md',
      see: SOURCES.severities,
      *check({ rules }) {
        for (const [id, severity] of Object.entries(object(rules.severities))) {
          const prop = `rules.severities[${shown(id)}]`;
          if (newRuleId('synthesis', id) !== undefined) continue;
          if (!ids().has(id)) {
            yield { prop, must: 'be for a rule that exists', value: id, fix: lookUp(id, ids()) };
          } else if (!SEVERITIES.some((known) => known === severity)) {
            yield { prop, must: `be ${anyOf(SEVERITIES)}`, value: severity, fix: 'write one of these words' };
          }
        }
      },
    },
    {
      id: 'environment/limits',
      severity: 'error',
      title: 'A limit in `env/` has the wrong type.',
      impact: 'the limit has no effect',
      fix: 'write one of them, or leave it out',
      see: SOURCES.limits,
      *check({ rules }) {
        const { maxRedirectUris: most } = rules;
        if (most !== undefined && !isLimit(most)) {
          yield {
            prop: 'rules.maxRedirectUris',
            must: 'be an integer of at least 1',
            value: most,
            fix: 'write how many redirect URIs an app may have, or leave it out',
          };
        }
        for (const name of SWITCHES) {
          const value = object(rules)[name];
          if (value === undefined || typeof value === 'boolean') continue;
          yield { prop: `rules.${name}`, must: 'be true or false', value, fix: 'write one of them' };
        }
      },
    },
    {
      id: 'environment/waiver',
      severity: 'error',
      title: 'A waiver is incomplete.',
      impact: 'it accepts nothing, and the finding that it was meant for stays',
      fix: 'write the address, a reason and a last day',
      see: SOURCES.waivers,
      *check({ rules }) {
        for (const [at, waiver] of items(rules.waivers).entries()) {
          yield* waiverFaults(`rules.waivers[${at}]`, object(waiver));
        }
      },
    },
    {
      id: 'environment/waiver-rule',
      severity: 'warning',
      title: 'A waiver does not specify a rule.',
      impact: 'it accepts nothing, and the finding that it was meant for stays',
      fix: 'look the id up in docs/rules.md or docs/review-rules.md',
      see: SOURCES.waivers,
      *check({ rules }) {
        for (const { prop, rule } of waivedRules(rules)) {
          if (typeof rule === 'string' && RULE_ID.test(rule)) continue;
          yield { prop, must: 'be the id of a rule', value: rule };
        }
      },
    },
    {
      id: 'environment/review-severity',
      severity: 'error',
      title: 'A review severity does not specify a rule.',
      impact: 'the rule keeps its usual severity',
      fix: 'look the id up in docs/review-rules.md',
      see: SOURCES.severities,
      *check({ rules }) {
        for (const id of Object.keys(object(rules.reviewSeverities))) {
          if (RULE_ID.test(id)) continue;
          const prop = `rules.reviewSeverities[${shown(id)}]`;
          yield { prop, must: 'be for the id of a rule', value: id };
        }
      },
    },
    {
      id: 'environment/renamed-rule',
      severity: 'error',
      title: 'A severity or a waiver uses the old id of a rule.',
      impact: 'it has no effect until it uses the new id',
      fix: 'write the new id',
      see: SOURCES.renamed,
      *check({ rules }) {
        for (const { prop, id, now } of renamedRules(rules, ids())) {
          yield {
            prop,
            must: `be for ${now}, as the rule is called now`,
            value: id,
            fix: fill('write "{now}"', { now }),
          };
        }
      },
    },
  ];
}

/** Every old id, and where it is written. What is an id of the synthesis again is none in a waiver. */
function* renamedRules(rules: EnvironmentRules, ids: ReadonlySet<string>) {
  for (const id of Object.keys(object(rules.severities))) {
    const now = newRuleId('synthesis', id);
    if (now !== undefined) yield { prop: `rules.severities[${shown(id)}]`, id, now };
  }
  for (const id of Object.keys(object(rules.reviewSeverities))) {
    const now = newRuleId('review', id);
    if (now !== undefined) yield { prop: `rules.reviewSeverities[${shown(id)}]`, id, now };
  }
  for (const { prop, rule: id } of waivedRules(rules)) {
    if (typeof id !== 'string' || ids.has(id)) continue;
    const now = newRuleId('synthesis', id) ?? newRuleId('review', id);
    if (now !== undefined) yield { prop, id, now };
  }
}

function waivedRules({ waivers }: EnvironmentRules): { readonly prop: string; readonly rule: unknown }[] {
  // A hole in the list counts as `undefined`.
  return Array.from(items(waivers), (waiver, at) => ({
    prop: `rules.waivers[${at}].rule`,
    rule: object(waiver)['rule'],
  }));
}

function lookUp(id: string, ids: ReadonlySet<string>): string {
  const meant = nearest(id, [...ids]);
  return meant === undefined ? 'look the id up in docs/rules.md' : `write "${meant}"`;
}

function* waiverFaults(prop: string, waiver: Readonly<Record<string, unknown>>): Iterable<Violation> {
  const { address, reason, expires } = waiver;
  if (!isWaiverAddress(address)) {
    yield {
      prop: `${prop}.address`,
      must: 'be the address of a finding',
      value: address,
      fix: 'write it as in the finding, such as "okta_app_oauth.storefront-web"',
    };
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    yield { prop: `${prop}.reason`, must: 'say why', value: reason, fix: 'write what makes it right here' };
  }
  if (!isDay(expires)) {
    yield {
      prop: `${prop}.expires`,
      must: 'be a day as YYYY-MM-DD',
      value: expires,
      fix: 'write the last day on which it holds, such as "2027-03-31"',
    };
  }
}
