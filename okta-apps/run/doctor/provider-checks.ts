import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCK_FILE, readLockFile } from '../../plan/lock-file';
import { DOCUMENT_FILE, readDocument, type AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { field, object } from '../../shared/json';
import { listed } from '../../shared/lists';
import { headOf } from '../../shared/known-secrets';
import { inOneLine, initFault, NO_CHECKSUM } from '../../terraform/init-fault';
import { StackFailure, type Runner } from '../../terraform/invoke';
import { init } from '../../terraform/terraform';
import { readProjectLock, stackLocks } from '../provider-lock';
import { faultOf, type Check } from './check';

/** The command that writes the lock file. */
const LOCK = 'npx okta-apps lock';
/** As much of an error as is shown. */
const LONGEST = 300;

interface Tools {
  readonly project: Project;
  readonly runner: Runner;
  /** The environment of Terraform without any credential. */
  readonly env: Readonly<Record<string, string>>;
  /** An empty folder. */
  readonly folder: string;
}

/** Whether the lock file is there for the stacks, and their providers can be installed as it says, on this machine. */
export async function providerChecks(stacks: readonly AssembledStack[], tools: Tools): Promise<readonly Check[]> {
  const { project, runner } = tools;
  let locks: ReadonlyMap<string, string>;
  try {
    locks = stackLocks(project.folder, stacks, runner.binary.product);
  } catch (error) {
    return [{ ...faultOf(error), command: LOCK }];
  }
  const texts = [...new Set(locks.values())];
  const checks: Check[] = [];
  for (const [i, text] of texts.entries()) {
    const stack = stacks.find(({ name }) => locks.get(name) === text);
    if (stack !== undefined)
      checks.push(await installed(stack, text, { ...tools, folder: path.join(tools.folder, `${i}`) }));
  }
  return checks;
}

/** Only that there is a lock file, where nothing can be installed by it; `okta-apps lock` cannot write one there either. */
export function noLockChecks({ folder }: Pick<Project, 'folder'>): readonly Check[] {
  if (readProjectLock(folder) !== undefined) return [];
  return [
    { status: 'missing', text: `${LOCK_FILE} is missing in ${folder}. Make it with okta-apps lock, and commit it.` },
  ];
}

async function installed(stack: AssembledStack, lockFile: string, { runner, env, folder }: Tools): Promise<Check> {
  const names = [...readLockFile(lockFile).values()].map(({ source, version }) => `${shortened(source)} ${version}`);
  const providers = listed(names);
  const terraform = object(field(readDocument(stack), 'terraform'));
  const { required_providers, required_version } = terraform;
  await mkdir(folder);
  await writeFile(
    path.join(folder, DOCUMENT_FILE),
    JSON.stringify({ terraform: { required_providers, ...(required_version !== undefined && { required_version }) } }),
  );
  try {
    await init(runner, { stack: stack.name, folder, env, secrets: [], lockFile });
    return { status: 'ok', text: `${LOCK_FILE}: ${providers} can be installed here (${platform()})` };
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    return notInstalled(providers, error);
  }
}

function notInstalled(providers: string, { diagnostics, message }: StackFailure): Check {
  const line = inOneLine(diagnostics) || message.replace(/\s+/g, ' ');
  switch (initFault(line)) {
    case 'no checksum': {
      // No command: one that writes the file again would accept a package that someone replaced.
      const text = `${LOCK_FILE} has no checksum that fits ${providers} on this platform (${platform()}). ${NO_CHECKSUM}`;
      return { status: 'wrong', text };
    }
    case 'other version':
      return { status: 'wrong', text: `the stacks require another Terraform (${headOf(line, LONGEST)})` };
    case 'lock file': {
      const text = `${LOCK_FILE} does not fit the versions that the stacks require; write it again and commit it`;
      return { status: 'wrong', text, command: LOCK };
    }
    default: {
      const todo = 'check that its registry can be reached from here (HTTPS_PROXY is followed)';
      return { status: 'wrong', text: `${providers} cannot be installed (${headOf(line, LONGEST)}); ${todo}` };
    }
  }
}

/** `registry.terraform.io/okta/okta` → `okta/okta` */
function shortened(source: string): string {
  return source.split('/').slice(-2).join('/');
}

/** What Terraform calls this machine. */
function platform(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  return `${os}_${arch}`;
}
