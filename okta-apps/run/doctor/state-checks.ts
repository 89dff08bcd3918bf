import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backendAdvice } from '../../plan/backend-advice';
import type { Diagnostic } from '../../plan/diagnostics';
import { DOCUMENT_FILE, readDocument, RUN_FOLDER, type AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { field, inner, object, type JsonObject } from '../../shared/json';
import { headOf } from '../../shared/known-secrets';
import { listed } from '../../shared/lists';
import { sideBySide } from '../../shared/side-by-side';
import { backendSecrets } from '../../terraform/child-environment';
import { StackFailure, type Runner, type StackRun } from '../../terraform/invoke';
import { stateOutputs } from '../../terraform/state-commands';
import { ERRORED_STATE, erroredStateIn, lockHolder } from '../../terraform/state-diagnostics';
import { tryLock } from '../../terraform/state-lock';
import type { TerraformHome } from '../../terraform/terraform-home';
import { init } from '../../terraform/terraform';
import { realEnvironment } from '../credentials';
import { readsStateOf } from '../error-advice';
import { SIDE_BY_SIDE } from '../prepared-stack';
import { requiredProviders } from '../provider-lock';
import { backendOf, stateFileOf, stateFolderFault } from '../run-folder';
import { perStacks, type Check } from './check';

interface Tools {
  readonly project: Project;
  readonly runner: Runner;
  readonly home: TerraformHome;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An empty folder. */
  readonly folder: string;
}

const LONGEST = 300;

/**
 * Whether the state of each stack can be reached with the backend's own credentials, read and locked. The lock is held for a
 * moment; a backend that makes what it needs at `init`, such as a schema of PostgreSQL, makes it here.
 */
export async function stateChecks(stacks: readonly AssembledStack[], tools: Tools): Promise<readonly Check[]> {
  const found = await sideBySide(stacks, SIDE_BY_SIDE, async (stack) => ({
    stack: stack.name,
    check: await stateCheck(stack, tools),
  }));
  const reached = stacks.filter((_, i) => found[i]?.check.status === 'ok');
  return [...perStacks(found), ...(await readStateChecks(stacks, reached, tools))];
}

/** Stacks that read values in the state of another one, which holds none yet: their plans fail until that is applied. */
async function readStateChecks(
  stacks: readonly AssembledStack[],
  reached: readonly AssembledStack[],
  tools: Tools,
): Promise<readonly Check[]> {
  const checks = await sideBySide(reached, SIDE_BY_SIDE, async (read): Promise<readonly Check[]> => {
    const readers = stacks.filter((stack) => readsStateOf(readDocument(stack), read.name)).map(({ name }) => name);
    if (readers.length === 0) return [];
    const outputs = await stateOutputs(tools.runner, runFor(read, tools));
    if (outputs === undefined || outputs.length > 0) return [];
    const { environment } = read.manifest;
    const text =
      `${environment}: ${listed(readers)} read${readers.length === 1 ? 's' : ''} the state of ${read.name}, which holds no value ` +
      `yet; apply ${read.name} first, or all together: okta-apps apply ${[read.name, ...readers].join(' ')}`;
    return [{ status: 'missing', text }];
  });
  return checks.flat();
}

async function stateCheck(stack: AssembledStack, tools: Tools): Promise<Check> {
  const document = readDocument(stack);
  const type = backendOf(document) ?? 'local';
  const title = `${stack.manifest.environment} state (${type})`;
  const { outdir } = tools.project;
  const runFolder = path.join(outdir, RUN_FOLDER, path.basename(stack.folder));
  const fault = stateFolderFault(stack, document, runFolder);
  if (fault !== undefined) return { status: 'wrong', text: `${title}: ${fault}` };
  const left = erroredStateIn([runFolder, path.join(outdir, 'stacks', path.basename(stack.folder))]);
  if (left !== undefined) {
    const text = `${title}: an earlier apply could not save it, and left ${path.join(left, ERRORED_STATE)}`;
    return { status: 'wrong', text, command: `npx okta-apps plan ${stack.name}` };
  }
  const said = await reach(stack, onlyBackend(document, runFolder), tools);
  if (said === undefined) return { status: 'ok', text: `${title}: can be read and locked` };
  const holder = lockHolder(said.detail);
  if (holder !== undefined) {
    const todo = 'Wait until that run has ended; if it has died, "okta-apps plan" says how to remove its lock.';
    return { status: 'wrong', text: `${title}: is locked by another run. ${holder} ${todo}` };
  }
  const known = backendAdvice(`${said.summary} ${said.detail}`, type);
  const isMissing = known?.fault === 'no credentials' || known?.fault === 'no such place';
  const text = `${title}: ${inShort(said)}; ${known?.todo ?? 'check the backend in env/ and its credentials'}`;
  return { status: isMissing ? 'missing' : 'wrong', text };
}

/** What Terraform says, on one line: the summary, and the cause where the summary tells of the state only. */
function inShort({ summary, detail }: Diagnostic): string {
  const tells = !/\bstate\b/i.test(summary) || detail === '';
  const cause = detail.replace(/^Error message: /, '').replace(/\n(?:Lock Info:|\n)[^]*/, '');
  return headOf((tells ? summary : `${summary}: ${cause}`).replace(/\s+/g, ' ').trim(), LONGEST);
}

/** @returns What Terraform says when the state cannot be read or locked. */
async function reach(stack: AssembledStack, document: object, tools: Tools): Promise<Diagnostic | undefined> {
  const { runner } = tools;
  const run = runFor(stack, tools);
  await mkdir(run.folder, { recursive: true });
  await writeFile(path.join(run.folder, DOCUMENT_FILE), JSON.stringify(document));
  try {
    await init(runner, run);
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    return error.diagnostics[0] ?? { severity: 'error', summary: error.message, detail: '' };
  }
  return tryLock(runner, run);
}

/** The stack in a folder of its own, with the credentials of its backend and none of Okta. */
function runFor(stack: AssembledStack, { runner, home, env, folder }: Tools): StackRun {
  const { passVariables: passed = [] } = stack.manifest;
  return {
    stack: stack.name,
    folder: path.join(folder, stack.name),
    secrets: backendSecrets(env),
    env: {
      ...realEnvironment(env, home, {}, { backend: backendOf(readDocument(stack)), passed }),
      TF_REATTACH_PROVIDERS: attachedNowhere(stack, runner),
    },
  };
}

/** The document without all that needs a provider; a relative path leads to where it leads in the folder of a run. */
function onlyBackend(document: JsonObject, runFolder: string): object {
  const terraform = object(field(document, 'terraform'));
  const cloud = field(terraform, 'cloud');
  if (cloud !== undefined) return { terraform: { cloud } };
  const file = stateFileOf(document, runFolder);
  if (file === undefined) return { terraform: { backend: field(terraform, 'backend') } };
  return { terraform: { backend: { local: { ...object(inner(terraform, 'backend', 'local')), path: file } } } };
}

/**
 * Terraform installs the providers that a state names, also where the configuration names none. It does not install those
 * that it is told to attach to, and it attaches to none before a plan.
 */
function attachedNowhere(stack: AssembledStack, { binary }: Runner): string {
  const nowhere = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: 1,
    Test: true,
    Addr: { Network: 'tcp', String: '127.0.0.1:1' },
  };
  const addresses = [...requiredProviders([stack], binary.product).keys()];
  return JSON.stringify(Object.fromEntries(addresses.map((address) => [address, nowhere])));
}
