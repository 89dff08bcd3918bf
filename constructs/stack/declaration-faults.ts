import type { Environment } from '../environment';
import { object } from '../../okta-apps/shared/json';
import type { EnvironmentSubject } from '../../rules/app';
import { findings } from '../../rules/engine';
import { buildableRules, isBuildable, memberNameRules } from '../../rules/environment/declaration';

/** What keeps the stacks of an environment from being built, for a project that does not call `synthesize`. */
export function declarationFaults(environment: Environment): readonly string[] {
  if (isBuildable(environment)) return [];
  const rules = [...buildableRules, ...memberNameRules];
  return findings(rules, declarationOnly(environment), 'error').map(({ message }) => message);
}

/** An environment of which no stack can be built: its declaration is all that there is to check. */
export function declarationOnly(environment: Environment): EnvironmentSubject {
  const { name: written } = object(environment);
  const name = typeof written === 'string' ? written : '';
  const none = { states: [], origins: [], apps: [], resources: [], rules: {} };
  return { name, production: false, local: false, orgUrl: '', ...none, declaration: environment };
}
