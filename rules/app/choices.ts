import type { AppProps, AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { noneOf } from './text-checks';

/** Props that are one of a few words. */
export const choiceRules: readonly Rule<AppSubject>[] = [
  choice('wildcardRedirect', {
    id: 'wildcard-redirect/known',
    summary: 'The wildcard mode is `DISABLED` or `SUBDOMAIN`.',
    choices: ['DISABLED', 'SUBDOMAIN'],
  }),
  choice('consentMethod', {
    id: 'consent/known',
    summary: 'The consent method is `TRUSTED` or `REQUIRED`.',
    choices: ['TRUSTED', 'REQUIRED'],
  }),
  choice('issuerMode', {
    id: 'issuer-mode/known',
    summary: 'The issuer mode is `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`.',
    choices: ['ORG_URL', 'CUSTOM_URL', 'DYNAMIC'],
  }),
  choice('status', {
    id: 'status/known',
    summary: 'The status is `ACTIVE` or `INACTIVE`.',
    choices: ['ACTIVE', 'INACTIVE'],
  }),
];

interface Choice {
  readonly id: string;
  readonly summary: string;
  /** The first is the default. */
  readonly choices: readonly string[];
}

function choice(prop: keyof AppProps, { id, summary, choices }: Choice): Rule<AppSubject> {
  return {
    id,
    severity: 'error',
    summary,
    see: prop === 'issuerMode' ? SOURCES.oktaCustomDomain : SOURCES.oktaApps,
    check: ({ props }) => noneOf(choices, prop, props[prop], `leave it out for "${choices[0] ?? ''}"`),
  };
}
