import { OPTIONAL_SCOPES } from '../../okta/needed-access';
import type { AssembledStack } from '../../project/assembly';
import type { Check } from './check';

/** A note for each credential that lacks a scope which is worth having. What an API token may is a matter of its roles. */
export function optionalScopeChecks(stacks: readonly AssembledStack[]): readonly Check[] {
  const notes = stacks.flatMap(({ manifest: { environment, credentials, secrets } }) => {
    const rotates = secrets?.sink !== undefined || secrets?.sinks !== undefined;
    const holders = {
      plan: credentials.plan,
      ...(rotates && { rotate: credentials.rotate ?? credentials.apply }),
    };
    return Object.entries(holders).flatMap(([purpose, credential]) => {
      const { scope, gives } = OPTIONAL_SCOPES[purpose as keyof typeof holders];
      if (credential.type !== 'service-app' || credential.scopes.includes(scope)) return [];
      return [`${environment} ${purpose}: its scopes in env/ lack ${scope}, which is optional: with it, ${gives}`];
    });
  });
  return [...new Set(notes)].map((text) => ({ status: 'note', text }));
}
