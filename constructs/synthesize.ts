import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { checkAssembly } from './stack/check-stack';
import { writeStackManifest } from '../okta-apps/shared/stack-manifest';
import { UsageError } from './usage-error';
import type { Environment } from './environment';
import { stateOf } from './stack/backends';
import { orgUrl, stacksOf, type OktaStack } from './okta-stack';
import { chosenEnvironments } from './stack/chosen-environments';
import { environmentRules } from './stack/environment-rules';
import { report, type Outcome } from './stack/synthesis-report';

export interface SynthesizeOptions {
  /** All environments of the project. */
  readonly environments: readonly Environment[];
  /** Names, separated by commas (`OKTA_ENV`). @default - every environment but local ones */
  readonly wanted: string | undefined;
  /** Adds the stacks of one environment to the app. */
  readonly build: (app: App, environment: Environment) => void;
}

/**
 * Builds and checks the environments, then writes those that were asked for, or nothing at all when one of them has
 * an error. Every environment but local ones is built and checked, so that the rules that compare environments hold
 * whichever is asked for.
 *
 * Prints what is wrong and sets the exit code of the process. An error that is no mistake of the user's is thrown on.
 */
export function synthesize(options: SynthesizeOptions): void {
  let outcome: Outcome;
  try {
    outcome = build(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    outcome = { problems: [], stacks: [], warnings: [], error: error.message };
  }
  report(outcome);
  if (outcome.error !== undefined || outcome.problems.some(isError)) process.exitCode = 1;
}

function build({ environments, wanted, build: addStacks }: SynthesizeOptions): Outcome {
  const asked = chosenEnvironments(environments, wanted);
  const written = new App({ stackTraces: false });
  const onlyChecked = new App({ stackTraces: false });
  const unchecked: string[] = [];
  const built = environments
    .filter((environment) => asked.includes(environment) || environment.local !== true)
    .flatMap((environment) => {
      const app = asked.includes(environment) ? written : onlyChecked;
      try {
        addStacks(app, environment);
      } catch (error) {
        if (app === written) throw inEnvironment(error, environment);
        unchecked.push(`environment ${environment.name} was not built, nor compared with: ${messageOf(error)}`);
        return [];
      }
      return [{ environment, stacks: stacksOf(app, environment) }];
    });
  const names = asked.map(({ name }) => name);
  const problems = checkAssembly(
    built.map(({ environment, stacks }) => ({
      name: environment.name,
      production: environment.production,
      local: environment.local ?? false,
      orgUrl: orgUrl(environment),
      origins: Object.values(environment.apps).flatMap(({ origins }) => origins),
      rules: environmentRules(environment),
      stacks: stacks.map((stack) => ({ stack, state: stateOf(stack.node.id, environment.backend) })),
    })),
  ).filter(({ environment }) => environment === '' || names.includes(environment));
  if (problems.some(isError)) return { problems, stacks: [], warnings: unchecked };

  const stacks = asked.flatMap((environment) => stacksOf(written, environment));
  // App.synth() checks and writes stack by stack; checked all before it, the last stack's error leaves no file either.
  for (const stack of stacks) stack.runAllValidations();
  written.synth();
  for (const stack of stacks) writeManifest(written.outdir, stack);
  return { problems, stacks: stacks.map((stack) => stack.node.id), warnings: unchecked };
}

/** The error with the environment in its message; its stack stays. */
function inEnvironment(error: unknown, { name }: Environment): unknown {
  if (error instanceof UsageError || !(error instanceof Error)) return error;
  // Read first: a stack that was not read yet would begin with the new message already.
  const { message, stack } = error;
  error.message = `environment ${name} cannot be built: ${message}`;
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function writeManifest(outdir: string, stack: OktaStack): void {
  const folder = join(outdir, 'stacks', stack.node.id);
  mkdirSync(folder, { recursive: true });
  writeStackManifest(folder, stack.manifest);
}

function isError({ severity, waiver }: Outcome['problems'][number]): boolean {
  return severity === 'error' && waiver === undefined;
}
