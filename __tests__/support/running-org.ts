import { orgFolderOf, runningOn, type RunningOrg } from '../../okta-apps/run/local-org';
import { runCli, type CliRun } from './run-cli';
import { until } from './until';

/** `okta-apps org` while it runs in this process. */
export interface OrgCommand {
  readonly org: RunningOrg;
  /** What was printed so far. */
  readonly printed: { readonly stdout: string; readonly stderr: string };
  /** Ends it as Ctrl-C does. */
  stop(): Promise<CliRun>;
}

/**
 * Gives a function that runs `okta-apps org` with these options in a folder until it is stopped. One that a test leaves
 * running, because it failed or took too long, ends before the folders of the tests are removed.
 */
export function orgCommands(): (
  cwd: string,
  options: readonly string[],
  isReady: (stdout: string) => boolean,
) => Promise<OrgCommand> {
  const running = new Set<() => Promise<unknown>>();
  afterEach(async () => {
    await Promise.all([...running].map((stop) => stop()));
    running.clear();
  });
  return async (cwd, options, isReady) => {
    const ending = new AbortController();
    const printed = { stdout: '', stderr: '' };
    const run = runCli(['org', ...options], {
      cwd,
      stop: { asked: ending.signal, forced: new AbortController().signal },
      onStdout: (text) => (printed.stdout += text),
      onStderr: (text) => (printed.stderr += text),
    });
    const stop = async () => {
      ending.abort();
      return await run;
    };
    running.add(stop);
    let hasEnded = false;
    void run.finally(() => {
      hasEnded = true;
    });
    await until(() => hasEnded || isReady(printed.stdout));
    const org = await runningOn(await orgFolderOf(cwd));
    if (org === undefined) throw new Error(`the org does not run: ${printed.stderr}`);
    return { org, printed, stop };
  };
}
