import type { AppProps, AppSubject, EnvironmentSubject } from '../../rules/app';
import { checkEnvironments, type Problem } from '../../rules/check';
import type { EnvironmentRules, Waiver } from '../shared/environment-rules';
import { DAY_MS } from '../shared/day';
import type { JsonObject } from '../shared/json';
import { withDefaults } from './written-values';

/** An app as one environment would have it. */
export interface RuledApp {
  readonly id: string;
  readonly stack: string;
  readonly props: JsonObject;
  readonly origins: readonly string[];
  /** The app gets an initial client secret. */
  readonly secretVariable?: string;
}

/** What the code of an environment says of itself. */
export interface RuledEnvironment {
  readonly name: string;
  readonly production: boolean;
  readonly local: boolean;
  readonly rules: EnvironmentRules;
  readonly appliedBy?: 'api-token' | 'service-app';
  /** Origins that its other apps are served from. */
  readonly origins: readonly string[];
  /** The apps that are adopted into it. */
  readonly apps: readonly RuledApp[];
}

/** The errors of the rules about adopted apps, also about what the environments have in common. */
export function errorsOf(environments: readonly RuledEnvironment[]): readonly Problem[] {
  const problems = checkEnvironments(environments.map(subjectOf));
  return problems.filter(({ severity, waiver }) => severity === 'error' && waiver === undefined);
}

function subjectOf({ name, production, local, rules, appliedBy, origins, apps }: RuledEnvironment): EnvironmentSubject {
  return {
    name,
    production,
    local,
    orgUrl: `https://${name}.okta.com`,
    states: [],
    origins: [...origins, ...apps.flatMap((app) => app.origins)],
    rules,
    apps: apps.map(({ id, stack, props, secretVariable }): AppSubject => ({
      path: `${stack}/${id}`,
      stack,
      address: `okta_app_oauth.${id}`,
      props: {
        preventDestroy: false,
        clientSecret: secretVariable === undefined ? { kind: 'okta' } : { kind: 'variable', name: secretVariable },
        ...withDefaults(props),
      } as unknown as AppProps,
      rules,
      ...(appliedBy && { appliedBy }),
    })),
    resources: [],
  };
}

/** Days until a waiver that was written by the tool expires. */
const DAYS = 90;

/** Waivers for problems of apps, each rule and app once; the reason is for a person to fill in. */
export function waiversFor(problems: readonly Problem[], day: string): readonly Waiver[] {
  const expires = new Date(Date.parse(`${day}T00:00:00Z`) + DAYS * DAY_MS).toISOString().slice(0, 10);
  const waivers = problems
    .filter(({ address }) => address !== '')
    .map(({ rule, address }): Waiver => ({
      rule,
      address,
      reason: `Adopted as Okta had it on ${day}. Fill in: why it may stay`,
      expires,
    }));
  return [...new Map(waivers.map((waiver) => [`${waiver.rule} ${waiver.address}`, waiver])).values()];
}
