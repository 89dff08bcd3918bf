import type { AppProps, AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import type { RuleTexts } from '../texts';
import { noneOf } from './text-checks';

/** Props that are one of a few words. */
export const choiceRules: readonly Rule<AppSubject>[] = [
  choice('wildcardRedirect', {
    id: 'wildcard-redirect/known',
    title: 'The wildcard mode is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "DISABLED"',
    choices: ['DISABLED', 'SUBDOMAIN'],
  }),
  choice('consentMethod', {
    id: 'consent/known',
    title: 'The consent method is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "TRUSTED"',
    choices: ['TRUSTED', 'REQUIRED'],
  }),
  choice('issuerMode', {
    id: 'issuer-mode/known',
    title: 'The issuer mode is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "ORG_URL"',
    choices: ['ORG_URL', 'CUSTOM_URL', 'DYNAMIC'],
  }),
  choice('status', {
    id: 'status/known',
    title: 'The status is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for "ACTIVE"',
    choices: ['ACTIVE', 'INACTIVE'],
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
    see: prop === 'issuerMode' ? SOURCES.oktaCustomDomain : SOURCES.oktaApps,
    check: ({ props }) => noneOf(choices, prop, props[prop]),
  };
}
