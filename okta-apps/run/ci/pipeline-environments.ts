import { environmentName } from '../../project/initial-secrets';
import { readDocument, type AssembledStack } from '../../project/assembly';
import {
  rotationOf,
  secondLookOf,
  type CiSystem,
  type JobVariable,
  type PipelineEnvironment,
} from '../../pipelines/pipeline-facts';
import { isEnvironmentName } from '../../shared/environment-name';
import { foldName } from '../../shared/fold-name';
import { byText } from '../../shared/json';
import { groupBy } from '../../shared/lists';
import { secretVariable, type StackManifest } from '../../shared/stack-manifest';
import { shown } from '../../shared/visible-text';
import { backendVariables } from '../../pipelines/backend-variables';
import { rotationIn } from './rotations';

/** The environments that pipelines are written for, and what is wrong with them. */
export interface FoundEnvironments {
  readonly environments: readonly PipelineEnvironment[];
  readonly problems: readonly string[];
}

/** The environments of Okta orgs among these stacks, those of production last. */
export function pipelineEnvironments(where: CiSystem, stacks: readonly AssembledStack[]): FoundEnvironments {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  const groups = groupBy(real, ({ manifest }) => manifest.environment);
  const inOrder = [...groups].sort(
    ([one, [a]], [other, [b]]) => Number(a?.manifest.production) - Number(b?.manifest.production) || byText(one, other),
  );
  const rotations = new Map(inOrder.map(([name, own]) => [name, rotationIn(where, name, own)]));
  const environments = inOrder.map(([name, own]) => {
    const rotation = rotations.get(name)?.rotation;
    return { ...environmentOf(name, own), ...(rotation !== undefined && { rotation }) };
  });
  const problems = problemsOf(where, environments, inOrder);
  return { environments, problems: [...problems, ...[...rotations.values()].flatMap((one) => one.problems)] };
}

function environmentOf(name: string, stacks: readonly AssembledStack[]): PipelineEnvironment {
  const manifests = stacks.map(({ manifest }) => manifest);
  const secrets = (names: readonly string[]) => [...new Set(names)].map((one): JobVariable => ({ name: one }));
  const passed = manifests.flatMap(({ passVariables = [] }) => passVariables);
  const shared = [
    ...secrets(stacks.flatMap((stack) => backendVariables(readDocument(stack)) ?? [])),
    ...[...new Set(passed)].map((one): JobVariable => ({ name: one, isPlain: true })),
  ];
  const aliases = manifests.flatMap(({ providerAliases = [] }) => providerAliases.map(({ variable }) => variable));
  const born = manifests.flatMap(({ birthSecrets }) => birthSecrets.map(({ variable }) => variable));
  const tokens = (credentials: (manifest: StackManifest) => readonly string[]) => manifests.flatMap(credentials);
  return {
    name,
    approvals: Math.max(...manifests.map(({ approvals }) => approvals)),
    plan: [
      ...shared,
      ...secrets([...tokens(({ credentials }) => [secretVariable(credentials.plan)]), ...aliases.map(environmentName)]),
    ],
    apply: [
      ...shared,
      ...secrets([
        ...tokens(({ credentials: { apply, applyOrigins = apply } }) => [apply, applyOrigins].map(secretVariable)),
        ...[...aliases, ...born].map(environmentName),
      ]),
    ],
  };
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** CI environments that the pipelines have for themselves. */
const OWN = ['okta-settings', 'okta-comment', 'okta-review'];

function problemsOf(
  where: CiSystem,
  environments: readonly PipelineEnvironment[],
  groups: readonly (readonly [string, readonly AssembledStack[]])[],
): readonly string[] {
  if (environments.length === 0) {
    return ['There is no environment of an Okta org, so there is nothing to plan or apply; add one in env/'];
  }
  const names = environments.map(({ name }) => name);
  return [
    ...names.flatMap((name) => nameProblems(where, name, names)),
    ...environments.flatMap((environment) => variableProblems(where, environment)),
    ...groups.flatMap(([name, stacks]) => backendProblems(name, stacks)),
  ];
}

function nameProblems(where: CiSystem, name: string, names: readonly string[]): readonly string[] {
  if (!isEnvironmentName(name)) {
    return [
      `Environment ${shown(name)}: its name must be letters, digits and "-" to be that of a CI environment; rename it in env/`,
    ];
  }
  const folded = foldName(name);
  const same = names.find((other) => other !== name && foldName(other) === folded);
  const own = [
    ['second look', secondLookOf(where, name)],
    ['scheduled rotation', rotationOf(where, name)],
  ] as const;
  return [
    ...(OWN.includes(folded)
      ? [`Environment ${name}: the pipelines have a CI environment of that name; rename it in env/`]
      : []),
    ...(same === undefined ? [] : [`Environments ${name} and ${same} are one for ${WHERE[where]}; rename one in env/`]),
    ...own.flatMap(([what, taken]) =>
      names
        .filter((one) => foldName(one) === foldName(taken))
        .map(
          (other) =>
            `Environment ${other}: the ${what} of ${name} runs in a CI environment of that name, and would hold its ` +
            'credentials; rename it in env/',
        ),
    ),
  ];
}

const WHERE: Readonly<Record<CiSystem, string>> = { github: 'GitHub', gitlab: 'GitLab' };

function variableProblems(where: CiSystem, { name, plan, apply, rotation }: PipelineEnvironment): readonly string[] {
  const all = [...plan, ...apply, ...(rotation?.variables ?? [])];
  const variables = [...new Set(all.map((one) => one.from ?? one.name))];
  return variables
    .filter((one) => !VARIABLE.test(one) || (where === 'github' && /^GITHUB_/i.test(one)))
    .map((one) => `Environment ${name}: ${WHERE[where]} takes no variable called ${shown(one)}; rename it in env/`);
}

/** What is kept on the machine of a job is lost with it, and the next job would create everything again. */
function backendProblems(name: string, stacks: readonly AssembledStack[]): readonly string[] {
  const lost = stacks.filter((stack) => backendVariables(readDocument(stack)) === undefined);
  if (lost.length === 0) return [];
  return [
    `Environment ${name}: its state is in a file of the machine, which a CI job loses; give it another backend in env/, such as s3`,
  ];
}
