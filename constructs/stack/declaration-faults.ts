import type { Environment } from '../environment';
import { findings } from '../../rules/engine';
import { buildableRules, isBuildable, memberNameRules } from '../../rules/environment/declaration';

/** What keeps the stacks of an environment from being built, for a project that does not call `synthesize`. */
export function declarationFaults(environment: Environment): readonly string[] {
  if (isBuildable(environment)) return [];
  const subject = { name: '', production: false, local: false, orgUrl: '', declaration: environment };
  const none = { states: [], origins: [], apps: [], resources: [], rules: {} };
  return findings([...buildableRules, ...memberNameRules], { ...subject, ...none }, 'error').map(
    ({ message }) => message,
  );
}
