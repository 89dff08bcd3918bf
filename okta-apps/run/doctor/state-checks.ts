import path from 'node:path';
import { backendAdvice } from '../../plan/backend-advice';
import type { Diagnostic } from '../../plan/diagnostics';
import { readDocument, RUN_FOLDER, type AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { headOf } from '../../shared/known-secrets';
import { listed } from '../../shared/lists';
import { sideBySide } from '../../shared/side-by-side';
import { StackFailure } from '../../terraform/invoke';
import { stateOutputs } from '../../terraform/state-commands';
import { ERRORED_STATE, erroredStateIn, lockHolder } from '../../terraform/state-diagnostics';
import { tryLock } from '../../terraform/state-lock';
import { readsStateOf } from '../error-advice';
import { SIDE_BY_SIDE } from '../prepared-stack';
import { backendRun, initBackend, type StateTools } from '../only-backend';
import { backendOf, stateFolderFault } from '../run-folder';
import { perStacks, type Check } from './check';

interface Tools extends StateTools {
  readonly project: Project;
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
    const outputs = await stateOutputs(tools.runner, backendRun(read, tools));
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
  const said = await reach(stack, runFolder, tools);
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
async function reach(stack: AssembledStack, runFolder: string, tools: Tools): Promise<Diagnostic | undefined> {
  try {
    return await tryLock(tools.runner, await initBackend(stack, runFolder, tools));
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    return error.diagnostics[0] ?? { severity: 'error', summary: error.message, detail: '' };
  }
}
