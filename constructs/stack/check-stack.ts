import { TerraformDataSource, TerraformResource, TerraformVariable, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { EnvironmentSubject } from '../../rules/app';
import { checkApp, checkEnvironment, checkEnvironments } from '../../rules/check';
import type { EnvironmentRules } from '../../okta-apps/shared/environment-rules';
import type { Problem } from '../../rules/problem';
import { appSettings } from '../app/app-settings';
import { appsIn, type AppConstruct } from '../app/app-subject';
import { InitialSecretVariable } from '../app/initial-secret-variable';
import { askedOrigins } from '../trusted-origins';

export type { Problem } from '../../rules/problem';

/** What the rules must know of an environment, with its stacks. */
export interface EnvironmentStacks {
  readonly name: string;
  readonly production: boolean;
  readonly local: boolean;
  /** `https://acme.okta.com` */
  readonly orgUrl: string;
  readonly origins: readonly string[];
  readonly rules: EnvironmentRules;
  /** `state` says where the stack's state is: equal texts are the same state. */
  readonly stacks: readonly { readonly stack: TerraformStack; readonly state: string }[];
}

/** Apps whose whole assembly was checked already: their own validations have nothing to add. */
const checkedStacks = new WeakSet<IConstruct>();
const watchedStacks = new WeakSet<IConstruct>();

/**
 * Checks all apps of all environments in one go: every problem once, sorted.
 * Synthesizing these stacks afterwards does not check them again.
 */
export function checkAssembly(environments: readonly EnvironmentStacks[]): Problem[] {
  for (const { stacks } of environments) for (const { stack } of stacks) checkedStacks.add(stack);
  return checkEnvironments(environments.map(subjectOf));
}

/** Problems of a stack by construct path, since its validation ran: the stack comes before the apps in it. */
const foundIn = new WeakMap<IConstruct, ReadonlyMap<string, readonly Problem[]>>();

/** Lets `Testing.synth(stack, true)` and a plain `app.synth()` find the app's problems, each once and at its app. */
export function validateApp(app: AppConstruct, stack: TerraformStack): void {
  const { environment } = appSettings(stack);
  app.node.addValidation({
    validate() {
      if (checkedStacks.has(stack)) return [];
      return errors(foundIn.get(stack)?.get(app.node.path) ?? checkApp(app.subject, environment));
    },
  });
  if (watchedStacks.has(stack)) return;
  watchedStacks.add(stack);
  stack.node.addValidation({ validate: () => (checkedStacks.has(stack) ? [] : errors(checkStack(stack))) });
}

/** Checks the stack alone; gives the problems that belong to none of its apps. */
function checkStack(stack: TerraformStack): Problem[] {
  const { environment, rules } = appSettings(stack);
  const problems = checkEnvironment({
    name: environment,
    production: false,
    local: false,
    orgUrl: '',
    states: [],
    origins: [],
    rules,
    apps: appsIn(stack).map((app) => app.subject),
    resources: resourcesOf(stack),
    trustedOrigins: askedOrigins(stack),
  });
  const byApp = new Map(appsIn(stack).map(({ node }) => [node.path, [] as Problem[]]));
  foundIn.set(stack, byApp);
  return problems.filter((problem) => {
    const ofApp = byApp.get(problem.app);
    ofApp?.push(problem);
    return ofApp === undefined;
  });
}

function subjectOf({ stacks, ...environment }: EnvironmentStacks): EnvironmentSubject {
  return {
    ...environment,
    states: stacks.map(({ stack, state }) => ({ stack: stack.node.id, state })),
    apps: stacks.flatMap(({ stack }) => appsIn(stack).map((app) => app.subject)),
    resources: stacks.flatMap(({ stack }) => resourcesOf(stack)),
    trustedOrigins: stacks.flatMap(({ stack }) => askedOrigins(stack)),
  };
}

/** Everything of the stack that has an address, as Terraform will know it. */
function resourcesOf(stack: TerraformStack): EnvironmentSubject['resources'] {
  const secrets = new Set<string>();
  return stack.node.findAll().flatMap((element) => {
    const address = addressOf(element);
    if (address === undefined) return [];
    // Two apps with one secret variable are told by a rule of their own.
    if (element instanceof InitialSecretVariable && secrets.size === secrets.add(address).size) return [];
    const owner = element.node.scope;
    const path = element.node.id === 'Default' && owner !== undefined ? owner.node.path : element.node.path;
    return [{ stack: stack.node.id, path, address }];
  });
}

/** Undefined for what has no address, and for an id that CDKTF itself refuses, which a rule reports. */
function addressOf(element: IConstruct): string | undefined {
  try {
    if (TerraformResource.isTerraformResource(element)) {
      return `${element.terraformResourceType}.${element.friendlyUniqueId}`;
    }
    if (TerraformDataSource.isTerraformDataSource(element)) {
      return `data.${element.terraformResourceType}.${element.friendlyUniqueId}`;
    }
    return element instanceof TerraformVariable ? `var.${element.friendlyUniqueId}` : undefined;
  } catch {
    return undefined;
  }
}

function errors(problems: readonly Problem[]): string[] {
  return problems.filter(({ severity, waiver }) => severity === 'error' && !waiver).map(({ message }) => message);
}
