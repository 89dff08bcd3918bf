import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isList, isObject } from '../shared/json';
import { runChild } from './child';
import type { Runner, StackRun } from './invoke';
import { LOCK_SECONDS } from './state-diagnostics';

/** Longer than one waits for a lock. */
const LIMIT_MS = (LOCK_SECONDS + 20) * 1000;
const GRACE_MS = 5_000;
const LOCK = `-lock-timeout=${LOCK_SECONDS}s`;

/** What is done to a stack's state beside plans. Each says whether it was done, and is bounded. */
export interface StateCommands {
  /** Takes away the mark with which Terraform would replace a resource. False too when there was none. */
  readonly untaint: (address: string) => Promise<boolean>;
  /** Takes something that the provider knows by `id` into the state. */
  readonly take: (address: string, id: string) => Promise<boolean>;
  readonly forget: (address: string) => Promise<boolean>;
}

/** The commands are run although the run was asked to stop, not when it was forced to. */
export function stateCommands({ binary, stop }: Runner, { folder, env }: StackRun): StateCommands {
  // A provider that imports logs what its API answers.
  const quiet = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TF_LOG')));
  const run = async (...args: readonly string[]): Promise<boolean> => {
    if (stop.forced.aborted) return false;
    const own = { asked: AbortSignal.timeout(LIMIT_MS), forced: stop.forced };
    const options = { cwd: folder, env: quiet, stop: own, graceMs: GRACE_MS, watchdog: true };
    const { code } = await runChild(binary.command, args, options);
    return code === 0;
  };
  return {
    untaint: (address) => run('untaint', LOCK, address),
    take: (address, id) => run('import', '-input=false', LOCK, address, id),
    forget: async (address) => {
      const before = await backupsIn(folder);
      const forgotten = await run('state', 'rm', LOCK, address);
      const after = await backupsIn(folder);
      for (const name of after.filter((one) => !before.includes(one))) await rm(path.join(folder, name));
      return forgotten;
    },
  };
}

/** Where a state is in a file, `state rm` leaves a copy of it each time. */
async function backupsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /^terraform\.tfstate\.\d+\.backup$/.test(name));
}

/** Something that a state knows. */
export interface StateObject {
  readonly address: string;
  readonly type: string;
  readonly id: string;
  /** Its creation did not come to its end, and Terraform would replace it. */
  readonly tainted: boolean;
}

/** Of the format of states, since Terraform 0.12. */
const STATE_VERSION = 4;
const READ_LIMIT_MS = 30_000;
/** About 20,000 apps. */
const LONGEST_STATE = 400 * 1024 * 1024;

/** The part of a state that is used here. */
interface State {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly resources?: readonly {
    readonly mode: string;
    readonly module?: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly status?: string;
      readonly attributes?: { readonly id?: string };
    }[];
  }[];
}

/** What a stack's state knows, also when the run was asked to stop; undefined when it cannot be read. */
export async function stateObjects(runner: Runner, run: StackRun): Promise<readonly StateObject[] | undefined> {
  const state = await pulled(runner, run);
  return state && objectsIn(state);
}

/** The same with what data sources read; their addresses begin with `data.`, or have it after the module. */
export async function stateAndLookUps(runner: Runner, run: StackRun): Promise<readonly StateObject[] | undefined> {
  const state = await pulled(runner, run);
  return state && objectsIn(state, ['managed', 'data']);
}

/** The same of a state that was read from a file; undefined where it is none that can be read, such as an encrypted one. */
export function objectsOfState(json: unknown): readonly StateObject[] | undefined {
  if (!isObject(json) || json['version'] !== STATE_VERSION || !isList(json['resources'])) return undefined;
  return objectsIn(json, ['managed', 'data']);
}

/** Names of the values that other stacks can read in a stack's state; undefined when it cannot be read. */
export async function stateOutputs(runner: Runner, run: StackRun): Promise<readonly string[] | undefined> {
  const state = await pulled(runner, run);
  return state && Object.keys(state.outputs ?? {});
}

/** A state that does not exist yet is an empty one. */
async function pulled({ binary, stop }: Runner, { folder, env }: StackRun): Promise<State | undefined> {
  const own = { asked: AbortSignal.timeout(READ_LIMIT_MS), forced: stop.forced };
  const options = { cwd: folder, env, stop: own, graceMs: GRACE_MS, stdoutLimit: LONGEST_STATE };
  const { code, stdout, tooLong } = await runChild(binary.command, ['state', 'pull'], options);
  if (code !== 0 || tooLong) return undefined;
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as State);
}

function objectsIn({ resources = [] }: State, modes: readonly string[] = ['managed']): readonly StateObject[] {
  return resources
    .filter(({ mode }) => modes.includes(mode))
    .flatMap(({ module, mode, type, name, instances }) =>
      instances.map(({ index_key: key, status, attributes }) => ({
        address: [
          module,
          mode === 'data' ? mode : undefined,
          type,
          `${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
        ]
          .filter((part) => part !== undefined)
          .join('.'),
        type,
        id: attributes?.id ?? '',
        tainted: status === 'tainted',
      })),
    );
}
