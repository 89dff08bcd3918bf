import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DOCUMENT_FILE, readDocument, type AssembledStack } from '../project/assembly';
import { field, inner, object, type JsonObject } from '../shared/json';
import { backendSecrets } from '../terraform/child-environment';
import type { Runner, StackRun } from '../terraform/invoke';
import { init } from '../terraform/terraform';
import type { TerraformHome } from '../terraform/terraform-home';
import { realEnvironment } from './credentials';
import { requiredProviders } from './provider-lock';
import { backendOf, stateFileOf } from './run-folder';

/** What it takes to reach states. */
export interface StateTools {
  readonly runner: Runner;
  readonly home: TerraformHome;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A folder for the runs, empty at the beginning. */
  readonly folder: string;
}

/**
 * Initializes a stack's backend and nothing else: no provider is installed or started, and Okta's credential is not in
 * the environment.
 *
 * @param runFolder That relative paths of the backend are relative to.
 * @throws StackFailure with what Terraform says.
 */
export async function initBackend(stack: AssembledStack, runFolder: string, tools: StateTools): Promise<StackRun> {
  const run = backendRun(stack, tools);
  await mkdir(run.folder, { recursive: true });
  await writeFile(path.join(run.folder, DOCUMENT_FILE), JSON.stringify(onlyBackend(readDocument(stack), runFolder)));
  await init(tools.runner, run);
  return run;
}

/** The stack in a folder of its own, with the credentials of its backend and none of Okta. */
export function backendRun(stack: AssembledStack, { runner, home, env, folder }: StateTools): StackRun {
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
