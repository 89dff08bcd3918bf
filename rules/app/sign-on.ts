import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { outsideLength } from './text-checks';

const MOST = 1024;

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
        [1, MOST],
        'userNameTemplate',
        template,
        () => 'write an Okta expression, or leave it out for "${source.login}"',
      ),
  },
];
