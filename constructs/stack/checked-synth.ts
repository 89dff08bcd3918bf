import { App, TerraformStack } from 'cdktf';
import { annotationProblems } from './annotations';
import { betweenCopies } from './between-copies';
import { acceptStacks, checkAssembly, releaseStack } from './check-stack';
import { byEnvironment, environmentStacksIn, type EnvironmentStack } from './environment-stacks';
import { isRefused, report, SynthesisError, type Outcome } from './synthesis-report';

/** One synth of an app, which CDKTF prepares stack by stack and then writes stack by stack. */
interface Synth {
  readonly prepared: Set<EnvironmentStack>;
  readonly unwritten: Set<EnvironmentStack>;
  /** What to report once every stack is written; undefined when the caller reports. */
  readonly outcome: Outcome | undefined;
}

const synths = betweenCopies('synths', () => new WeakMap<App, Synth>());

/**
 * Checks all environments of the stack's app before CDKTF writes the first file. The stack that is prepared first
 * checks for all; a stack that is prepared again belongs to another synth, which is checked again.
 *
 * These rules hold with `skipValidation` too, which is about the validations of CDKTF and of the team.
 *
 * @throws SynthesisError when there is a problem, after it was printed.
 */
export function checkBeforeWriting(stack: EnvironmentStack): void {
  const app = App.of(stack);
  const current = synths.get(app);
  if (current !== undefined && !current.prepared.has(stack)) {
    current.prepared.add(stack);
    return;
  }
  synths.delete(app);
  const stacks = environmentStacksIn(app);
  const problems = [...checkAssembly(byEnvironment(stacks)), ...annotationProblems(app)];
  const outcome = { problems, stacks: [], warnings: [] };
  if (isRefused(outcome)) {
    report(outcome);
    throw new SynthesisError(outcome);
  }
  beginSynth(app, stacks, outcome).prepared.add(stack);
}

/** Synthesizes an app whose stacks the caller has checked, with more environments than the app has, and reports. */
export function synthChecked(app: App): void {
  beginSynth(app, environmentStacksIn(app), undefined);
  app.synth();
}

/** Ends the synth of the stack, which is written: whatever is synthesized next is checked again. */
export function noteWritten(stack: EnvironmentStack): void {
  releaseStack(stack);
  const synth = synths.get(App.of(stack));
  if (synth?.unwritten.delete(stack) !== true || synth.unwritten.size > 0 || synth.outcome === undefined) return;
  report({ ...synth.outcome, stacks: [...synth.prepared].map(({ node }) => node.id) });
}

function beginSynth(app: App, stacks: readonly EnvironmentStack[], outcome: Outcome | undefined): Synth {
  acceptStacks(stacks);
  try {
    // App.synth() validates and writes stack by stack; validated before it, the last stack's error leaves no file either.
    if (!app.skipValidation) validate(app);
  } catch (error) {
    stacks.forEach(releaseStack);
    throw error;
  }
  const synth = { prepared: new Set<EnvironmentStack>(), unwritten: new Set(stacks), outcome };
  synths.set(app, synth);
  return synth;
}

/** @throws what CDKTF throws when it comes to the stack, or to the app after the last stack. */
function validate(app: App): void {
  for (const stack of app.node.findAll().filter((node) => TerraformStack.isStack(node))) {
    stack.runAllValidations();
  }
  const failures = app.node.validate();
  if (failures.length > 0)
    throw new Error(`App-level validation failed with the following errors:\n  ${failures.join('\n  ')}`);
}
