import type { AssembledStack } from '../project/assembly';
import { environmentName } from '../project/initial-secrets';
import { typeIn } from '../plan/address';
import { backendAdvice } from '../plan/backend-advice';
import type { Diagnostic } from '../plan/diagnostics';
import { listed } from '../shared/lists';
import { field, inner, itemsOf, object, textField, type JsonObject } from '../shared/json';
import { orgUrl, type StackManifest } from '../shared/stack-manifest';

type Variables = Readonly<Record<string, string | undefined>>;
type Stack = Pick<AssembledStack, 'name' | 'manifest' | 'dependencies'>;

/** What is known of a stack beside its manifest. */
interface Surroundings {
  /** Type of its backend. */
  readonly backend: string | undefined;
  readonly env: Variables;
  readonly document: JsonObject;
}

/**
 * What helps against an error of Terraform that is not Okta's: a backend that cannot be used, a variable without a value,
 * a state that does not exist yet, an import of an object that the org does not have.
 *
 * @returns What to do, in the grammar of a rule's `fix`; undefined for every other error.
 */
export function errorAdvice(
  diagnostic: Diagnostic,
  stack: Stack,
  { backend, env, document }: Surroundings,
): string | undefined {
  const { summary, detail, address } = diagnostic;
  const imported = address === undefined ? undefined : importedId(document, address);
  if (imported !== undefined && NOT_FOUND.test(summary)) return importAdvice(imported, stack);
  if (summary === NO_VALUE) {
    const variable = /variable "([^"]+)"/.exec(detail)?.[1];
    return variable === undefined ? undefined : variableAdvice(variable, stack, env);
  }
  if (readsUnknownState(diagnostic)) return stateAdvice(diagnostic, stack);
  // An error of a resource is one of its provider.
  if (address !== undefined && typeIn(address) !== 'terraform_remote_state') return undefined;
  const said = `${summary} ${detail}`;
  return backendAdvice(said, ABOUT_STATE.test(summary) ? backend : undefined)?.todo;
}

const NO_VALUE = 'No value for required variable';

/** Terraform says so of the state's own backend only; other errors say by their words whose they are. */
const ABOUT_STATE = /\bstate\b|^dial tcp |^pq: /i;

/** What to do about a variable without a value. */
export function variableAdvice(variable: string, { manifest }: Pick<Stack, 'manifest'>, env: Variables): string {
  const name = environmentName(variable);
  if (isPassed(variable, manifest)) return `set ${name}`;
  const list = `add it to passVariables of ${manifest.environment} in env/, because Terraform gets only listed variables`;
  return env[name] === undefined ? `set ${name}, and ${list}` : `${name} is set, but not listed: ${list}`;
}

/** Whether Terraform gets the value of a variable, where it is set. */
export function isPassed(variable: string, { passVariables = [], providerAliases = [] }: StackManifest): boolean {
  return (
    passVariables.includes(environmentName(variable)) || providerAliases.some((alias) => alias.variable === variable)
  );
}

/** okta/okta reads what is imported as it reads what a state knows. */
const NOT_FOUND = /: 404 Not Found|Cannot import non-existent remote object/;

/** The id by which a resource is imported, as the code has it. */
function importedId(document: JsonObject, address: string): string | undefined {
  const block = itemsOf(field(document, 'import')).find((one) => textField(object(one), 'to') === address);
  return textField(object(block), 'id');
}

function importAdvice(id: string, { manifest }: Stack): string {
  return (
    `correct the ID of its importFrom, because ${orgUrl(manifest)} has no ${JSON.stringify(id)}; if it was imported before ` +
    'and deleted since, remove importFrom, and the resource from the state'
  );
}

/** What cdktf writes for a value of another stack, before the name of that stack, and before the name of the value. */
const REFERENCE = 'cross-stack-reference-input-';
const VALUE = 'attribute named "cross-stack-output-';

/** Another stack's state does not exist, or does not hold the value yet. */
function readsUnknownState({ summary, detail }: Diagnostic): boolean {
  return summary === 'Unable to find remote state' || (summary === 'Unsupported attribute' && detail.includes(VALUE));
}

function stateAdvice({ address = '' }: Diagnostic, { name, dependencies }: Stack): string {
  const label = address.replace('data.terraform_remote_state.', '');
  const read = label.startsWith(REFERENCE) ? [label.slice(REFERENCE.length)] : dependencies;
  return read.length === 0
    ? 'apply the stack whose state it reads first, or both together'
    : `apply ${listed(read)} first, or ${read.length === 1 ? 'both' : 'all'} together: ` +
        `okta-apps apply ${[...read, name].join(' ')}`;
}

/** Whether a document reads values in the state of the stack of this name. */
export function readsStateOf(document: JsonObject, name: string): boolean {
  return inner(document, 'data', 'terraform_remote_state', `${REFERENCE}${name}`) !== undefined;
}
