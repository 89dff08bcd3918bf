import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { EnvironmentSubject } from '../../rules/app';
import { checkApp, checkEnvironment, checkEnvironments, type Problem } from '../../rules/check';
import { object } from '../../okta-apps/shared/json';
import { placeText, type SourcePlace } from '../../okta-apps/shared/source-places';
import { orgUrl } from '../../okta-apps/shared/stack-manifest';
import { isBuildable } from '../../rules/environment/declaration';
import type { Environment } from '../environment';
import { appSettings } from '../app/app-settings';
import { appsIn, type AppConstruct } from '../app/app-subject';
import { InitialSecretVariable } from '../app/initial-secret-variable';
import { askedOrigins } from '../trusted-origins';
import { addressOf, constructAt } from './addresses';
import { stateOf } from './backends';
import { betweenCopies } from './between-copies';
import { placeOf } from './captured-place';
import { declarationOnly } from './declaration-faults';
import { environmentPlace } from './environment-places';
import { environmentRules } from './environment-rules';
import type { EnvironmentStacks } from './environment-stacks';
import { isAboutPlaceholder } from './missing-apps';

/** A problem, and the line of code that declares what it is about, where that is known. */
export interface PlacedProblem extends Problem {
  readonly place?: SourcePlace;
}

/** Stacks whose whole assembly was checked: their own validations have nothing to add. */
const checkedStacks = betweenCopies('checkedStacks', () => new WeakSet<IConstruct>());
const watchedStacks = betweenCopies('watchedStacks', () => new WeakSet<IConstruct>());

/** Checks all apps of all environments in one go: every problem once, sorted within its environment. */
export function checkAssembly(environments: readonly EnvironmentStacks[]): PlacedProblem[] {
  const roots = new Set(environments.flatMap(({ stacks }) => stacks.map(({ node }) => node.root)));
  const declared = new Map(environments.map(({ environment }) => [environment.name, environment]));
  const order = environments.map(({ environment }) => environment.name);
  return checkEnvironments(environments.map(subjectOf))
    .sort((a, b) => order.indexOf(a.environment) - order.indexOf(b.environment))
    .filter((problem) => !isAboutPlaceholder(problem))
    .map((problem) => placed(problem, [...roots], declared));
}

function placed(
  problem: Problem,
  roots: readonly IConstruct[],
  environments?: ReadonlyMap<string, Environment>,
): PlacedProblem {
  const environment = environments?.get(problem.environment);
  const [construct] = problem.app === '' ? [] : roots.flatMap((root) => constructAt(root, problem.app) ?? []);
  const place =
    problem.app === '' && environment !== undefined
      ? environmentPlace(environment, problem.prop)
      : construct && placeOf(construct);
  return place === undefined ? problem : { ...problem, place };
}

/** Declares that the stacks were checked with their assembly: until they are released they do not check themselves. */
export function acceptStacks(stacks: readonly TerraformStack[]): void {
  for (const stack of stacks) checkedStacks.add(stack);
}

export function releaseStack(stack: TerraformStack): void {
  checkedStacks.delete(stack);
}

/** Problems of a stack by construct path, since its validation ran: the stack comes before the apps in it. */
const foundIn = betweenCopies('foundIn', () => new WeakMap<IConstruct, ReadonlyMap<string, readonly Problem[]>>());

/** Lets `Testing.synth(stack, true)` and a plain `app.synth()` find the app's problems, each once and at its app. */
export function validateApp(app: AppConstruct, stack: TerraformStack): void {
  const { environment } = appSettings(stack);
  app.node.addValidation({
    validate() {
      if (checkedStacks.has(stack)) return [];
      return errors(foundIn.get(stack)?.get(app.node.path) ?? checkApp(app.subject, environment), stack);
    },
  });
  if (watchedStacks.has(stack)) return;
  watchedStacks.add(stack);
  stack.node.addValidation({ validate: () => (checkedStacks.has(stack) ? [] : errors(checkStack(stack), stack)) });
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

function subjectOf({ environment, stacks, missingApps = [] }: EnvironmentStacks): EnvironmentSubject {
  if (!isBuildable(environment)) return declarationOnly(environment);
  return {
    declaration: environment,
    credentials: environment.local === true ? [] : credentialNames(environment),
    missingApps,
    name: environment.name,
    production: environment.production,
    local: environment.local ?? false,
    orgUrl: orgUrl(environment),
    origins: Object.values(environment.apps).flatMap((its) => (object(its)['origins'] ?? []) as readonly string[]),
    values: Object.entries(environment.apps).flatMap(([app, its]) =>
      Object.keys(object(its)).map((member) => ({ app, member })),
    ),
    rules: environmentRules(environment),
    states: stacks.map(({ node, environment: { backend } }) => ({ stack: node.id, state: stateOf(node.id, backend) })),
    apps: stacks.flatMap((stack) => appsIn(stack).map((app) => app.subject)),
    resources: stacks.flatMap((stack) => resourcesOf(stack)),
    trustedOrigins: stacks.flatMap((stack) => askedOrigins(stack)),
  };
}

/** The variables of the credentials, and the client IDs of service apps. */
function credentialNames({ credentials }: Environment): NonNullable<EnvironmentSubject['credentials']> {
  return Object.entries(credentials).flatMap(([use, credential]) =>
    ['tokenVariable', 'privateKeyVariable', 'clientId'].flatMap((member) => {
      const value = object(credential)[member];
      return typeof value === 'string' ? [{ prop: `credentials.${use}.${member}`, value }] : [];
    }),
  );
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

function errors(problems: readonly Problem[], { node: { root } }: TerraformStack): string[] {
  return problems
    .filter(({ severity, waiver }) => severity === 'error' && !waiver)
    .map((problem) => withPlace(placed(problem, [root])));
}

/** The message with the place at its end: `… [uri/https] (stacks/billing.ts:14)`. */
export function withPlace({ message, place }: PlacedProblem): string {
  return place === undefined ? message : `${message} (${placeText(place)})`;
}
