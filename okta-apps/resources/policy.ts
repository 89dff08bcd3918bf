import { field } from '../shared/json';
import type { Attributes } from './attribute';
import { factors, partsThatDecide, typesThatDecide } from './reach';
import { ID_PREFIXES } from './references';
import type { ResourceType } from './resource-type';

const FACTORS = factors('it decides which factors users are asked for');
const PASSWORDS = factors('it decides which passwords users may have and how they get a new one');

const switched = (name: string, byDefault = false): Attributes => ({
  [name]: { default: byDefault, access: { by: 'rank', weakestFirst: [[false], [true]] }, reviewedWhenUnknown: true },
});

/** What is stricter with certainty. A lifetime of 0 has no end, so that lifetimes are not compared. */
const SESSION_RULE: Attributes = {
  access: { default: 'ALLOW', access: { by: 'rank', weakestFirst: [['ALLOW'], ['DENY']] }, reviewedWhenUnknown: true },
  ...switched('mfa_required'),
  session_persistent: {
    default: false,
    access: { by: 'rank', weakestFirst: [[true], [false]] },
    reviewedWhenUnknown: true,
  },
};

const PASSWORD: Attributes = {
  ...switched('password_dictionary_lookup'),
  ...switched('password_exclude_first_name'),
  ...switched('password_exclude_last_name'),
  ...switched('password_exclude_username', true),
};

/** Policies of the org and what they ask for. */
export const ORG_POLICIES: readonly ResourceType[] = [
  ...typesThatDecide(FACTORS, 'okta_policy_mfa', 'okta_policy_mfa_default', 'okta_policy_signon'),
  { name: 'okta_policy_rule_signon', decides: FACTORS, attributes: SESSION_RULE, owner: 'policy_id' },
  { name: 'okta_policy_password', decides: PASSWORDS, attributes: PASSWORD },
  { name: 'okta_policy_password_default', decides: PASSWORDS, attributes: PASSWORD },
  ...partsThatDecide(FACTORS, 'policy_id', 'okta_policy_rule_mfa'),
  ...partsThatDecide(PASSWORDS, 'policy_id', 'okta_policy_rule_password'),
];

/** A policy of any type, looked up by its name. */
export const POLICY: ResourceType = {
  name: 'okta_policy',
  idPrefix: ID_PREFIXES.policy,
  dataSource: {
    reads: ['policies'],
    requests: ['other'],
    seeds: 'policies',
    // The only type of policies that the throwaway org can hold.
    rehearsable: (block) => field(block, 'type') === 'ACCESS_POLICY',
  },
};

/** The default policy of a type. */
export const DEFAULT_POLICY: ResourceType = { name: 'okta_default_policy', dataSource: { reads: ['policies'] } };
