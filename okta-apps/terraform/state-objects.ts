import { runChild } from './child';
import type { Runner, StackRun } from './invoke';

/** Something that a state knows. */
export interface StateObject {
  readonly address: string;
  readonly type: string;
  readonly id: string;
  /** Its creation did not come to its end, and Terraform would make it anew. */
  readonly tainted: boolean;
}

const LIMIT_MS = 30_000;
const GRACE_MS = 5_000;
/** About 20,000 apps. */
const LONGEST_STATE = 400 * 1024 * 1024;

/** The part of a state that is used here. */
interface State {
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
export async function stateObjects(
  { binary, stop }: Runner,
  { folder, env }: StackRun,
): Promise<readonly StateObject[] | undefined> {
  const own = { asked: AbortSignal.timeout(LIMIT_MS), forced: stop.forced };
  const options = { cwd: folder, env, stop: own, graceMs: GRACE_MS, stdoutLimit: LONGEST_STATE };
  const { code, stdout, tooLong } = await runChild(binary.command, ['state', 'pull'], options);
  if (code !== 0 || tooLong) return undefined;
  return stdout.trim() === '' ? [] : objectsIn(JSON.parse(stdout) as State);
}

function objectsIn({ resources = [] }: State): readonly StateObject[] {
  return resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ module, type, name, instances }) =>
      instances.map(({ index_key: key, status, attributes }) => ({
        address: [module, type, `${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`]
          .filter((part) => part !== undefined)
          .join('.'),
        type,
        id: attributes?.id ?? '',
        tainted: status === 'tainted',
      })),
    );
}
