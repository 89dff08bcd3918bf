import { App } from 'cdktf';
import { commaSeparated } from '../okta-apps/shared/lists';
import type { Environment } from './environment';
import { annotationProblems } from './stack/annotations';
import { isBuildable } from '../rules/environment/declaration';
import { checkAssembly } from './stack/check-stack';
import { synthChecked } from './stack/checked-synth';
import { byEnvironment, environmentStacksIn } from './stack/environment-stacks';
import { collectMissingApps } from './stack/missing-apps';
import { isRefused, report, type Outcome } from './stack/synthesis-report';
import { noteSeedGroups } from './stack/seed-groups';
import { projectFolder } from './stack/project-frames';
import { unusedStackFiles } from './stack/unused-stacks';
import { isUsageError, UsageError } from './usage-error';

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
    if (!isUsageError(error)) throw error;
    outcome = { problems: [], stacks: [], warnings: [], error: error.message };
  }
  report(outcome);
}

function build({ environments, wanted, build: addStacks }: SynthesizeOptions): Outcome {
  const asked = chosenEnvironments(environments, wanted);
  const written = new App({ stackTraces: false });
  const onlyChecked = new App({ stackTraces: false });
  noteSeedGroups(written, environments.filter(isBuildable));
  const unchecked: string[] = [];
  const built: Environment[] = [];
  const missing = new Map<string, readonly string[]>();
  const [buildable, broken] = divided(environments.filter((one) => asked.includes(one) || one.local !== true));
  // What is wrong with one that has no name is told in every run.
  for (const { name } of broken.filter((one) => !asked.includes(one) && one.name)) {
    unchecked.push(`environment ${name} was not built, nor compared with; synthesize it to see what is wrong`);
  }
  for (const environment of buildable) {
    const isAsked = asked.includes(environment);
    const run = () => {
      addStacks(isAsked ? written : onlyChecked, environment);
    };
    try {
      if (isAsked) missing.set(environment.name, collectMissingApps(run));
      else run();
      built.push(environment);
    } catch (error) {
      if (isAsked) throw inEnvironment(error, environment);
      unchecked.push(`environment ${environment.name} was not built, nor compared with: ${messageOf(error)}`);
    }
  }
  const stacks = environmentStacksIn(written);
  const others = environmentStacksIn(onlyChecked).filter(({ environment }) => isAmong(built, environment.name));
  const ofWritten = [...asked, ...stacks.map(({ environment }) => environment)];
  const classes = new Set([...stacks, ...others].map((stack) => stack.constructor.name));
  const warnings = [...unchecked, ...unusedStackFiles(projectFolder(process.cwd()), classes)];
  const checked = byEnvironment([...stacks, ...others], built).map((one) => ({
    ...one,
    missingApps: missing.get(one.environment.name) ?? [],
  }));
  const notBuilt = broken.map((environment) => ({ environment, stacks: [] }));
  const problems = checkAssembly([...checked, ...notBuilt]).filter(
    ({ environment }) => environment === '' || isAmong(ofWritten, environment),
  );
  const outcome = { problems: [...problems, ...annotationProblems(written)], stacks: [], warnings };
  if (isRefused(outcome)) return outcome;
  synthChecked(written);
  return { ...outcome, stacks: stacks.map(({ node }) => node.id) };
}

/** The environments that can be built, and those that cannot: for what they miss, or for a name that another one has. */
function divided(environments: readonly Environment[]): readonly [readonly Environment[], readonly Environment[]] {
  const isFirst = ({ name }: Environment, at: number) => environments.findIndex((one) => one.name === name) === at;
  const isSound = (one: Environment, at: number) => isBuildable(one) && isFirst(one, at);
  return [environments.filter(isSound), environments.filter((one, at) => !isSound(one, at))];
}

/** The error with the environment in its message; its stack stays. */
function inEnvironment(error: unknown, { name }: Environment): unknown {
  if (isUsageError(error) || !(error instanceof Error)) return error;
  // Read first: a stack that was not read yet would begin with the new message already.
  const { message, stack } = error;
  error.message = `environment ${name} cannot be built: ${message}`;
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return error;
}

function isAmong(environments: readonly Environment[], wanted: string): boolean {
  return environments.some(({ name }) => name === wanted);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The environments that a comma-separated list of names asks for, in their own order; every one but local ones when
 * there is no list.
 *
 * @throws UsageError for a name that no environment has.
 */
function chosenEnvironments(all: readonly Environment[], names: string | undefined): readonly Environment[] {
  const asked = commaSeparated(names);
  if (asked.length === 0) return all.filter(({ local }) => local !== true);
  const known = all.map(({ name }) => name);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `OKTA_ENV must name environments, got ${unknown.map((name) => JSON.stringify(name)).join(', ')}; ` +
        `the known ones are ${known.join(', ')}`,
    );
  }
  return all.filter(({ name }) => asked.includes(name));
}
