import type { EnvironmentSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { fill, type Text } from '../texts';

type Environments = readonly EnvironmentSubject[];

/** One thing that may belong to one owner only. */
interface Claim {
  readonly key: string;
  readonly environment: string;
  /** Claims of the same owner do not clash. */
  readonly owner: string;
  /** How the others name it. */
  readonly name: string;
  readonly violation: Omit<Violation, 'fix'>;
  /** What to do; `other` is the name of the other owner. */
  readonly fix: (other: string) => Text;
}

/** What two environments cannot share. Each of them hears of it, so that it comes out whichever is asked for. */
export const environmentsRules: readonly Rule<Environments>[] = [
  {
    id: 'across/name-unique',
    severity: 'error',
    title: 'Two environments have the same name.',
    impact: 'their stacks would have the same names and the same state, so one would delete what the other created',
    fix: 'give each environment a name of its own',
    see: SOURCES.environments,
    *check(environments) {
      const names = environments.map(({ name }) => name);
      for (const name of new Set(names.filter((its, at) => its !== '' && names.indexOf(its) !== at))) {
        yield { environment: name, prop: 'name', must: 'be the name of one environment only', value: name };
      }
    },
  },
  {
    id: 'across/credential-unique',
    severity: 'error',
    title: 'Two environments use the same credential.',
    impact: 'a plan or an apply of one environment would sign in to its org with the credential of the other',
    fix: 'use a variable of its own in each environment',
    see: SOURCES.environments,
    check: (environments) => clashes(environments.flatMap(credentials)),
  },
  {
    id: 'across/client-id-unique',
    severity: 'error',
    title: 'Two environments use the same client ID.',
    impact: 'a secret or a token of one environment could be tried in the other',
    fix: 'choose one for each environment',
    see: SOURCES.rfc6749Registration,
    check: (environments) => clashes(environments.flatMap(clientIds)),
  },
  {
    id: 'across/org-unique',
    severity: 'error',
    title: 'Two environments are the same Okta org.',
    impact: 'each apply would change the apps of both',
    fix: 'choose another org',
    see: SOURCES.oktaApps,
    check: (environments) =>
      clashes(
        environments.map(({ name, orgUrl }) => ({
          key: orgUrl.toLowerCase().replace(/\/$/, ''),
          environment: name,
          owner: name,
          name,
          violation: { prop: 'org', must: 'be the org of one environment only', value: orgUrl },
          fix: (other: string) => fill('choose another org, {other} has this one', { other }),
        })),
      ),
  },
  {
    id: 'across/state-unique',
    severity: 'error',
    title: 'Two stacks keep their state in the same place.',
    impact: 'one of them would delete what the other created',
    fix: "put the stack's name into the path",
    see: SOURCES.state,
    check: (environments) => clashes(environments.flatMap(states)),
  },
];

function clientIds({ name: environment, apps }: EnvironmentSubject): Claim[] {
  return apps.flatMap(({ path, address, props: { clientId } }) =>
    typeof clientId !== 'string'
      ? []
      : [
          {
            key: clientId,
            environment,
            owner: environment,
            name: path,
            violation: {
              app: path,
              address,
              prop: 'clientId',
              must: 'be used in one environment only',
              value: clientId,
            },
            fix: (other) => fill('choose one for this environment, {other} has it', { other }),
          },
        ],
  );
}

function credentials({ name: environment, credentials: own = [] }: EnvironmentSubject): Claim[] {
  return own.map(({ prop, value }) => ({
    key: value,
    environment,
    owner: environment,
    name: environment,
    violation: { prop, must: 'be that of one environment only', value },
    fix: (other) => fill('choose one for this environment, {other} has it', { other }),
  }));
}

function states({ name: environment, states }: EnvironmentSubject): Claim[] {
  return states.map(({ stack, state }, at) => ({
    key: state,
    environment,
    owner: `${environment}/${stack}/${at}`,
    name: stack,
    violation: { app: stack, prop: 'backend', must: 'keep the state of one stack only', value: state },
    fix: (other) => fill("put the stack's name into the path, {other} has this one", { other }),
  }));
}

/** A violation for each claim on a key that another owner claims too. */
function* clashes(claims: readonly Claim[]): Iterable<Violation> {
  const byKey = new Map<string, { readonly first: Claim; second?: Claim }>();
  for (const claim of claims) {
    const rivals = byKey.get(claim.key);
    if (rivals === undefined) byKey.set(claim.key, { first: claim });
    else if (rivals.second === undefined && rivals.first.owner !== claim.owner) rivals.second = claim;
  }
  for (const claim of claims) {
    const { first, second } = byKey.get(claim.key) ?? {};
    const other = first?.owner === claim.owner ? second : first;
    if (other === undefined || claim.key === '') continue;
    yield { ...claim.violation, environment: claim.environment, fix: claim.fix(other.name) };
  }
}
