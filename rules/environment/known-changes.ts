import { isDay } from '../../okta-apps/shared/day';
import { object } from '../../okta-apps/shared/json';
import { items } from '../../okta-apps/shared/values';
import type { EnvironmentSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';

/** One name, as Terraform has it: a wildcard is none. */
const NAME = /^[a-z][a-z0-9_]*$/;

/** What `env/` says about types that the review does not read. Which of them give power is for the review to say. */
export const knownChangeRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/known-change',
    severity: 'error',
    title: 'An entry of `known` is incomplete.',
    impact: 'it accepts nothing, and reviews report its changes',
    fix: 'write one type, at most one attribute, a reason and a last day',
    see: SOURCES.waivers,
    *check({ rules }) {
      for (const [at, entry] of items(rules.known).entries()) yield* faultsOf(`rules.known[${at}]`, object(entry));
    },
  },
];

function* faultsOf(prop: string, entry: Readonly<Record<string, unknown>>): Iterable<Violation> {
  const { type, attribute, reason, expires } = entry;
  if (typeof type !== 'string' || !NAME.test(type)) {
    yield {
      prop: `${prop}.type`,
      must: 'be the name of one type',
      value: type,
      fix: 'write it as in the finding, such as "okta_group_memberships"',
    };
  }
  if (attribute !== undefined && (typeof attribute !== 'string' || !NAME.test(attribute))) {
    yield {
      prop: `${prop}.attribute`,
      must: 'be the name of one attribute',
      value: attribute,
      fix: 'write one entry for each attribute, or leave it out for all of them',
    };
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    yield { prop: `${prop}.reason`, must: 'say why', value: reason, fix: 'write why its changes need no finding' };
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
