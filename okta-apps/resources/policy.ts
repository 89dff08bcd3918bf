import { field } from '../shared/json';
import type { ResourceType } from './resource-type';

const FACTORS = 'it decides which factors people are asked for';
const PASSWORDS = 'it decides which passwords people may have and how they get a new one';

const controls = (names: readonly string[], accessControl: string): readonly ResourceType[] =>
  names.map((name) => ({ name, accessControl }));

/** Policies of the org and what they ask for. No rule reads what they allow. */
export const ORG_POLICIES: readonly ResourceType[] = [
  ...controls(
    [
      'okta_authenticator',
      'okta_factor',
      'okta_policy_mfa',
      'okta_policy_mfa_default',
      'okta_policy_rule_mfa',
      'okta_policy_signon',
      'okta_policy_rule_signon',
    ],
    FACTORS,
  ),
  ...controls(['okta_policy_password', 'okta_policy_password_default', 'okta_policy_rule_password'], PASSWORDS),
];

/** A policy of any type, looked up by its name. */
export const POLICY: ResourceType = {
  name: 'okta_policy',
  idPrefix: 'rst',
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
