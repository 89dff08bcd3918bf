import type { AssembledStack } from '../project/assembly';
import { environmentName } from '../project/initial-secrets';
import { typeIn } from '../plan/address';
import { backendAdvice } from '../plan/backend-advice';
import type { Diagnostic } from '../plan/diagnostics';
import { listed } from '../shared/lists';

type Variables = Readonly<Record<string, string | undefined>>;
type Stack = Pick<AssembledStack, 'name' | 'manifest' | 'dependencies'>;

/**
 * What helps against an error of Terraform that is not Okta's: a backend that cannot be used, a variable without a value,
 * a state that does not exist yet.
 *
 * @param backend Type of the stack's backend.
 * @returns What to do, in the grammar of a rule's `fix`; undefined for every other error.
 */
export function errorAdvice(
  diagnostic: Diagnostic,
  stack: Stack,
  { backend, env }: { readonly backend: string | undefined; readonly env: Variables },
): string | undefined {
  const { summary, detail, address } = diagnostic;
  if (summary === NO_VALUE) return variableAdvice(detail, stack, env);
  if (readsUnknownState(diagnostic)) return stateAdvice(diagnostic, stack);
  // An error of a resource is one of its provider.
  if (address !== undefined && typeIn(address) !== 'terraform_remote_state') return undefined;
  const said = `${summary} ${detail}`;
  return backendAdvice(said, ABOUT_STATE.test(summary) ? backend : undefined)?.todo;
}

const NO_VALUE = 'No value for required variable';

/** Terraform says so of the state's own backend only; other errors say by their words whose they are. */
const ABOUT_STATE = /\bstate\b|^dial tcp |^pq: /i;

function variableAdvice(detail: string, { manifest }: Stack, env: Variables): string | undefined {
  const variable = /variable "([^"]+)"/.exec(detail)?.[1];
  if (variable === undefined) return undefined;
  const name = environmentName(variable);
  const { environment, passVariables = [], providerAliases = [] } = manifest;
  const isPassed = passVariables.includes(name) || providerAliases.some((alias) => alias.variable === variable);
  if (isPassed) return `set ${name}`;
  const list = `add it to passVariables of ${environment} in env/, because Terraform gets only listed variables`;
  return env[name] === undefined ? `set ${name}, and ${list}` : `${name} is set, but not listed: ${list}`;
}

/** What cdktf writes for a value of another stack, before the name of that stack, and before the name of the value. */
const REFERENCE = 'data.terraform_remote_state.cross-stack-reference-input-';
const VALUE = 'attribute named "cross-stack-output-';

/** Another stack's state does not exist, or does not hold the value yet. */
function readsUnknownState({ summary, detail }: Diagnostic): boolean {
  return summary === 'Unable to find remote state' || (summary === 'Unsupported attribute' && detail.includes(VALUE));
}

function stateAdvice({ address = '' }: Diagnostic, { name, dependencies }: Stack): string {
  const read = address.startsWith(REFERENCE) ? [address.slice(REFERENCE.length)] : dependencies;
  return read.length === 0
    ? 'apply the stack whose state it reads first, or both together'
    : `apply ${listed(read)} first, or ${read.length === 1 ? 'both' : 'all'} together: ` +
        `okta-apps apply ${[...read, name].join(' ')}`;
}
