import { rm } from 'node:fs/promises';
import { readDocument, type AssembledStack } from '../project/assembly';
import type { Project } from '../project/find-project';
import { initBackend, type StateTools } from '../run/only-backend';
import { SIDE_BY_SIDE } from '../run/prepared-stack';
import { runFolderOf, stateFileOf } from '../run/run-folder';
import { Interrupted, UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { readRegularFile } from '../shared/regular-file';
import { scratchFolder } from '../shared/scratch-folder';
import { sideBySide } from '../shared/side-by-side';
import { findTerraform } from '../terraform/binary';
import { StackFailure } from '../terraform/invoke';
import { objectsOfState, stateAndLookUps, type StateObject } from '../terraform/state-commands';
import { makeTerraformHome } from '../terraform/terraform-home';
import type { StateIds } from './match-apps';

/** The largest state that is read from a file, in bytes. */
const LARGEST = 400 * 1024 * 1024;

/**
 * The ids in the state of each stack, by the stack's name. A state in a file is read as it is. For any other one the
 * backend alone is initialized, which needs no provider: one `state pull` for each stack.
 */
export async function readStates(
  stacks: readonly AssembledStack[],
  project: Project,
  io: Io,
): Promise<ReadonlyMap<string, StateIds>> {
  const inFiles = stacks.flatMap((stack) => {
    const file = stateFileOf(readDocument(stack), runFolderOf(stack));
    return file === undefined ? [] : [[stack.name, idsInFile(file)] as const];
  });
  const known = new Map<string, StateIds>(inFiles);
  const others = stacks.filter(({ name }) => !known.has(name));
  return new Map([...known, ...(others.length === 0 ? [] : await pullStates(others, project, io))]);
}

/** A file that does not exist is the state of a stack that was never applied. */
function idsInFile(file: string): StateIds {
  let text: string;
  try {
    text = readRegularFile(file, LARGEST).toString('utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? new Map() : { why: `${file}: ${code ?? message}` };
  }
  try {
    const objects = objectsOfState(JSON.parse(text));
    return objects === undefined ? { why: `${file} is no state that can be read, or it is encrypted` } : idsOf(objects);
  } catch {
    return { why: `${file} is not JSON` };
  }
}

function idsOf(objects: readonly StateObject[]): ReadonlyMap<string, string> {
  return new Map(objects.filter(({ id }) => id !== '').map(({ address, id }) => [address, id]));
}

async function pullStates(
  stacks: readonly AssembledStack[],
  project: Project,
  io: Io,
): Promise<readonly (readonly [string, StateIds])[]> {
  const folders = [await scratchFolder(), await scratchFolder()] as const;
  try {
    const binary = await findTerraform(io.env, { cwd: project.folder, stop: io.stop });
    const home = await makeTerraformHome(io.env, folders[0]);
    const tools = { runner: { binary, stop: io.stop }, home, env: io.env, folder: folders[1] };
    return await sideBySide(
      stacks,
      SIDE_BY_SIDE,
      async (stack) => [stack.name, await pullState(stack, tools)] as const,
    );
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof Interrupted) throw error;
    return stacks.map(({ name }) => [name, { why: firstLine(error.message) }] as const);
  } finally {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function pullState(stack: AssembledStack, tools: StateTools): Promise<StateIds> {
  try {
    const run = await initBackend(stack, runFolderOf(stack), tools);
    const objects = await stateAndLookUps(tools.runner, run);
    return objects === undefined ? { why: 'Terraform could not pull it' } : idsOf(objects);
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    const [said] = error.diagnostics;
    return { why: said === undefined ? firstLine(error.message) : said.summary };
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
