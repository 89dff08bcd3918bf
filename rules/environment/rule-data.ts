import type { EnvironmentSubject } from '../app';
import type { Severity } from '../../okta-apps/shared/environment-rules';
import type { Rule, Violation } from '../engine';
import { shown } from '../../okta-apps/shared/shown';
import { SOURCES } from '../sources';
import { anyOf, isLimit, items, members } from '../../okta-apps/shared/values';
import { REVIEW_RULE_IDS } from './review-rule-ids';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'off'];
/** `okta_app_oauth.storefront-web`, with the stack in front of it or not, with a module and an index or not. */
const ADDRESS =
  /^(?:[^/\s["]+\/)?(?:module\.[\w-]+(?:\[[^\]\n]+\])?\.)*[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*(?:\[[^\]\n]+\])?$/;
const SWITCHES = ['forbidPlaceholderHosts', 'requireAuthenticationPolicy'];

/** What `env/` says about the rules is data that can be wrong too. `ids` are those of every rule there is. */
export function ruleDataRules(ids: () => ReadonlySet<string>): readonly Rule<EnvironmentSubject>[] {
  return [
    {
      id: 'environment/severity',
      severity: 'error',
      summary: 'A changed severity names a rule that exists and is `error`, `warning` or `off`.',
      see: SOURCES.severities,
      *check({ rules }) {
        for (const [id, severity] of Object.entries(members(rules.severities))) {
          const prop = `rules.severities[${shown(id)}]`;
          if (!ids().has(id)) {
            yield { prop, must: 'be for a rule that exists', value: id, todo: 'look the id up in docs/rules.md' };
          } else if (!SEVERITIES.some((known) => known === severity)) {
            yield { prop, must: `be ${anyOf(SEVERITIES)}`, value: severity, todo: 'write one of these words' };
          }
        }
      },
    },
    {
      id: 'environment/limits',
      severity: 'error',
      summary: 'A limit is a whole number from 1, a switch is true or false.',
      see: SOURCES.limits,
      *check({ rules }) {
        const { maxRedirectUris: most } = rules;
        if (most !== undefined && !isLimit(most)) {
          yield {
            prop: 'rules.maxRedirectUris',
            must: 'be a whole number from 1',
            value: most,
            todo: 'write how many redirect URIs an app may have, or leave it out',
          };
        }
        for (const name of SWITCHES) {
          const value = members(rules)[name];
          if (value === undefined || typeof value === 'boolean') continue;
          yield { prop: `rules.${name}`, must: 'be true or false', value, todo: 'write one of them' };
        }
      },
    },
    {
      id: 'environment/waiver',
      severity: 'error',
      summary: 'A waiver has an address, a reason that is not empty and a day of the calendar on which it ends.',
      see: SOURCES.waivers,
      *check({ rules }) {
        for (const [at, waiver] of items(rules.waivers).entries()) {
          yield* waiverFaults(`rules.waivers[${at}]`, members(waiver));
        }
      },
    },
    {
      id: 'environment/waiver-rule',
      severity: 'warning',
      summary: 'A waiver names a rule that exists, else it accepts nothing.',
      see: SOURCES.waivers,
      *check({ rules }) {
        for (const [at, waiver] of items(rules.waivers).entries()) {
          const { rule } = members(waiver);
          if (typeof rule === 'string' && (ids().has(rule) || REVIEW_RULE_IDS.includes(rule))) continue;
          yield {
            prop: `rules.waivers[${at}].rule`,
            must: 'be the id of a rule',
            value: rule,
            todo: 'look the id up in docs/rules.md or docs/review-rules.md',
          };
        }
      },
    },
  ];
}

function* waiverFaults(prop: string, waiver: Readonly<Record<string, unknown>>): Iterable<Violation> {
  const { address, reason, expires } = waiver;
  if (typeof address !== 'string' || !ADDRESS.test(address)) {
    yield {
      prop: `${prop}.address`,
      must: 'be a Terraform address',
      value: address,
      todo: 'write it as in the problem, such as "okta_app_oauth.storefront-web"',
    };
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    yield { prop: `${prop}.reason`, must: 'say why', value: reason, todo: 'write what makes it right here' };
  }
  if (!isDay(expires)) {
    yield {
      prop: `${prop}.expires`,
      must: 'be a day as YYYY-MM-DD',
      value: expires,
      todo: 'write the last day on which it holds, such as "2027-03-31"',
    };
  }
}

/** True for a day of the calendar: not for February 30. */
function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
