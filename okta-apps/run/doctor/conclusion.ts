import { isFault, type Check } from './check';

/** How the list ends: what it comes to, and the next command to type. */
export interface Conclusion {
  readonly text: string;
  readonly next: string;
}

/**
 * Says what to do next: the command against the first fault that has one, else the doctor again, else the plan.
 *
 * @param env Names of environments of which a plan has to be possible.
 * @param environments Environments of Okta orgs.
 */
export function conclusion(
  checks: readonly Check[],
  env: string | undefined,
  environments: readonly string[],
): Conclusion {
  const faults = checks.filter(isFault);
  const command = faults.find((check) => check.command !== undefined)?.command;
  if (command !== undefined) return withNext(`${countOf(faults)}. Next: `, command);
  const again = ['npx okta-apps doctor', ...(env === undefined ? [] : ['--env', env])].join(' ');
  if (faults.length > 0) return withNext(`${countOf(faults)}. Fix that, then: `, again);
  if (env !== undefined) return withNext('Nothing is missing. Next: ', `npx okta-apps plan --env ${env}`);
  const [first = 'local'] = environments;
  const todo = first === 'local' ? `npx okta-apps plan --env local` : `npx okta-apps doctor --env ${first}`;
  return withNext('Nothing is missing on this machine. With --env, all that a plan needs is checked. Next: ', todo);
}

function withNext(text: string, next: string): Conclusion {
  return { text: `${text}${next}`, next };
}

function countOf(faults: readonly Check[]): string {
  const count = (status: Check['status']): number => faults.filter((check) => check.status === status).length;
  return [
    ...(count('missing') > 0 ? [`Missing: ${count('missing')}`] : []),
    ...(count('wrong') > 0 ? [`wrong: ${count('wrong')}`] : []),
  ]
    .join(', ')
    .replace(/^w/, 'W');
}
