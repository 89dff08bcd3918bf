import type { RuleTexts } from './texts';
import type { AppSubject, EnvironmentSubject } from './app';
import { findings, type Finding, type Rule } from './engine';
import type { EnvironmentRules, Severity, Waiver } from '../okta-apps/shared/environment-rules';
import { asMeant } from './app/prop-names';
import { acrossRules, appRules, environmentRules } from './registry';
import { escaped, shown } from '../okta-apps/shared/visible-text';
import { byText, object } from '../okta-apps/shared/json';
import { items } from '../okta-apps/shared/values';

/** A finding at its place: what a person needs to fix it. */
export interface Problem extends RuleTexts {
  /** Name of the environment; empty for a stack that belongs to none. */
  readonly environment: string;
  /** Construct path of the app (`storefront-prod/storefront-web`), or of what else it is about. */
  readonly app: string;
  readonly address: string;
  readonly prop: string;
  /** The value as JSON text, cut when long. */
  readonly value: string;
  /** `fix` with its values, as one text. */
  readonly todo: string;
  /** Values of the slots in `fix`: `{path}` there is `path` here. */
  readonly slots?: Readonly<Record<string, string>>;
  readonly rule: string;
  readonly severity: Severity;
  /** `<prop> must <must>, got <JSON value>; <todo> [<rule id>]` */
  readonly message: string;
  /** The waiver that accepts it; such a problem stops nothing. */
  readonly waiver?: Waiver;
}

/** Where a problem belongs when its rule does not say it, and what that environment says about the rules. */
interface Home {
  readonly environment: string;
  readonly app: string;
  readonly address: string;
  readonly rules: EnvironmentRules;
}

/**
 * What is wrong with one app, looked at alone; sorted by prop and rule.
 *
 * @param environment Name for the problems; empty for a stack that belongs to none.
 */
export function checkApp(app: AppSubject, environment = ''): Problem[] {
  return sorted(appProblems(asMeant(app), environment));
}

/** What is wrong within one environment: with each app, between its apps, and with what `env/` says about it. */
export function checkEnvironment(environment: EnvironmentSubject): Problem[] {
  return sorted(environmentProblems(withAppsAsMeant(environment)));
}

/**
 * What is wrong with all environments, each thing once; sorted by environment, app, prop and rule.
 *
 * Severities come from the environment that a problem belongs to: one that is `off` there is left out. A waiver is
 * noted on the problem that it accepts, whatever its last day is. A rule about all of them that fails is a problem
 * of each.
 */
export function checkEnvironments(given: readonly EnvironmentSubject[]): Problem[] {
  const environments = given.map(withAppsAsMeant);
  const between = findings(acrossRules, environments, 'error').flatMap((finding) =>
    environments
      .filter(({ name }) => finding.environment === undefined || finding.environment === name)
      .flatMap(({ name, rules }) => problemsOf(finding, { environment: name, app: '', address: '', rules })),
  );
  return sorted([...environments.flatMap(environmentProblems), ...between]);
}

function withAppsAsMeant(environment: EnvironmentSubject): EnvironmentSubject {
  const apps = environment.apps.map(asMeant);
  return apps.every((app, at) => app === environment.apps[at]) ? environment : { ...environment, apps };
}

function appProblems(app: AppSubject, environment: string): Problem[] {
  const { path, address, rules } = app;
  const home = { environment, app: path, address, rules };
  return findings(active(appRules, rules), app, 'error').flatMap((finding) => problemsOf(finding, home));
}

function environmentProblems(environment: EnvironmentSubject): Problem[] {
  const { name, rules, apps } = environment;
  const home = { environment: name, app: '', address: '', rules };
  const between = findings(active(environmentRules, rules), environment, 'error');
  return [...apps.flatMap((app) => appProblems(app, name)), ...between.flatMap((finding) => problemsOf(finding, home))];
}

/** The rules that are not off here: most environments change none, so most calls get the list itself. */
function active<S>(rules: readonly Rule<S>[], { severities }: EnvironmentRules): readonly Rule<S>[] {
  if (severities === undefined) return rules;
  return rules.filter(({ id }) => object(severities)[id] !== 'off');
}

/** One problem; none where the environment has the rule off. */
function problemsOf(finding: Finding, home: Home): Problem[] {
  const severity = severityOf(finding, home.rules);
  if (severity === 'off') return [];
  const {
    prop,
    value,
    todo,
    title,
    impact,
    fix,
    slots,
    rule,
    message,
    app = home.app,
    address = home.address,
  } = finding;
  const waiver = waiverOf(home.rules, rule, app, address);
  return [
    {
      environment: home.environment,
      app,
      address,
      prop: escaped(prop),
      value: shown(value),
      todo: escaped(todo),
      title,
      impact,
      fix: escaped(fix),
      ...(slots && { slots: escapedSlots(slots) }),
      rule,
      severity,
      message,
      ...(waiver && { waiver }),
    },
  ];
}

function escapedSlots(slots: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, escaped(value)]));
}

/** A rule that failed stays an error, and so does a severity that is no severity. */
function severityOf({ rule, severity, prop }: Finding, { severities }: EnvironmentRules): Severity {
  const changed = prop === `rule ${rule}` ? undefined : object(severities)[rule];
  return changed === 'error' || changed === 'warning' || changed === 'off' ? changed : severity;
}

/** A waiver names the address, perhaps with the stack, which is a part of the app's path, in front of it. */
function waiverOf({ waivers }: EnvironmentRules, rule: string, app: string, address: string): Waiver | undefined {
  if (waivers === undefined || address === '') return undefined;
  const places: readonly unknown[] = [address, ...app.split('/').map((part) => `${part}/${address}`)];
  return items(waivers).find((waiver) => {
    const its = object(waiver);
    return its['rule'] === rule && places.includes(its['address']);
  }) as Waiver | undefined;
}

/** Each problem once, in an order that does not depend on the machine's language. */
function sorted(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [sortKey(problem), problem]));
  return [...unique.entries()].sort(([a], [b]) => byText(a, b)).map(([, problem]) => problem);
}

function sortKey({ environment, app, prop, rule, message }: Problem): string {
  return [environment, app, prop, rule, message].join('\u0000');
}
