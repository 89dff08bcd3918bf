import type { AppProps, AppSubject } from '../app';
import type { Rule } from '../engine';
import { PROP_WORDS } from '../../okta-apps/shared/prop-words';
import { ROTATORS } from '../../okta-apps/shared/secret-settings';
import { SOURCES } from '../sources';
import type { RuleTexts } from '../texts';
import { noneOf } from './text-checks';

const SEE: Readonly<Partial<Record<keyof AppProps, string>>> = {
  issuerMode: SOURCES.oktaCustomDomain,
  rotatedBy: SOURCES.oktaSecrets,
};

/** Props that are one of a few words. */
export const choiceRules: readonly Rule<AppSubject>[] = [
  choice('wildcardRedirect', {
    id: 'wildcard-redirect/known',
    title: 'The wildcard mode is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "DISABLED"',
    choices: PROP_WORDS.wildcardRedirect,
  }),
  choice('consentMethod', {
    id: 'consent/known',
    title: 'The consent method is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "TRUSTED"',
    choices: PROP_WORDS.consentMethod,
  }),
  choice('issuerMode', {
    id: 'issuer-mode/known',
    title: 'The issuer mode is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "ORG_URL"',
    choices: PROP_WORDS.issuerMode,
  }),
  choice('status', {
    id: 'status/known',
    title: 'The status is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "ACTIVE"',
    choices: PROP_WORDS.status,
  }),
  choice('criticality', {
    id: 'criticality/known',
    title: 'The criticality is not one of the known words.',
    impact: 'reviews and inventories could not compare it with that of other apps',
    fix: 'choose one of these, or leave it out',
    choices: PROP_WORDS.criticality,
  }),
  choice('rotatedBy', {
    id: 'client-secret/known-rotator',
    title: 'What rotates the client secret is not one of the known words.',
    impact: 'okta-apps cannot tell whether it may rotate the secret',
    fix: 'leave it out unless another tool rotates the secret',
    choices: ROTATORS,
  }),
];

interface Choice extends RuleTexts {
  readonly id: string;
  readonly choices: readonly string[];
}

function choice(prop: keyof AppProps, { choices, ...rule }: Choice): Rule<AppSubject> {
  return {
    ...rule,
    severity: 'error',
    see: SEE[prop] ?? SOURCES.oktaApps,
    check: ({ props }) => noneOf(choices, prop, props[prop]),
  };
}
