import type { AppProps, AppSubject } from '../../../rules/app';
import { checkApp } from '../../../rules/check';
import { adoptable } from '../../adopt/adoptable';
import { appProps } from '../../adopt/app-props';
import { policyOf } from '../../resources/app-values';
import { clientIdOf, declaredAs, idOf } from '../../adopt/sources/choose-listed';
import { withDefaults } from '../../adopt/written-values';
import type { DeclaredApp } from '../../run/declared-apps';
import type { EnvironmentRules } from '../../shared/environment-rules';
import { inner, list, textField, type JsonObject } from '../../shared/json';
import { ownershipIn, type Ownership } from '../../shared/ownership';
import { bySeverity, type ReportFinding } from './finding';
import { ownFindings } from './own-findings';

/** Whether the code declares an app, could declare it as it is, or cannot. */
type ReportState = 'declared' | 'adoptable' | 'not-adoptable';

/** `not-needed`: every user of the org may use the app, or no user signs in to it. */
export type Assignment = 'assigned' | 'none' | 'not-needed';

/** Client secrets of an app, without their values. */
export interface SecretFacts {
  readonly active: number;
  readonly inactive: number;
  /** Of the oldest active one; undefined without one. */
  readonly oldestDays: number | undefined;
}

/** What is known of an app of an org. */
export interface ReportApp {
  readonly id: string;
  readonly label: string;
  readonly clientId: string;
  /** `web`, `browser`, `native` or `service`; another text is as Okta has it. */
  readonly type: string;
  readonly status: string;
  readonly state: ReportState;
  /** Construct path, where the code declares it. */
  readonly declaredAs?: string;
  /** Why it cannot be adopted. */
  readonly reasons: readonly string[];
  readonly ownership: Ownership;
  readonly redirectUris: readonly string[];
  readonly grants: readonly string[];
  readonly findings: readonly ReportFinding[];
  /** Findings that a waiver of the environment accepts. */
  readonly waived: number;
  /** Undefined where Okta links none; its name is undefined where it was not read. */
  readonly signOnPolicy?: { readonly id: string; readonly name?: string };
  /** Whether a user or a group is assigned; undefined where that was not looked at. */
  readonly assignment?: Assignment;
  /** Undefined where they were not looked at. */
  readonly secrets?: SecretFacts;
}

/** What is known of the environment of an org. */
export interface ReportEnvironment {
  readonly environment: string;
  readonly rules: EnvironmentRules;
  readonly declared: readonly DeclaredApp[];
}

/** An app of an org by its JSON alone: what the code says of it, and what the rules find in it as it is. */
export function reportApp(app: JsonObject, { environment, rules, declared }: ReportEnvironment): ReportApp {
  const path = declaredAs(app, declared);
  const result = path === undefined ? adoptable(app) : undefined;
  const reasons = result !== undefined && 'reasons' in result ? result.reasons : [];
  const type = textAt(app, 'settings', 'oauthClient', 'application_type');
  const policy = policyOf(app);
  const isRuled = app['signOnMode'] === 'OPENID_CONNECT' && type === 'web';
  const address = declared.find((one) => one.path === path)?.address ?? 'okta_app_oauth.app';
  const found = isRuled
    ? ruleFindings(app, { environment, path: path ?? '', address, rules })
    : { findings: [], waived: 0 };
  return {
    id: idOf(app),
    label: textField(app, 'label') ?? '',
    clientId: clientIdOf(app),
    type,
    status: textField(app, 'status') ?? '',
    state: path !== undefined ? 'declared' : reasons.length > 0 ? 'not-adoptable' : 'adoptable',
    ...(path !== undefined && { declaredAs: path }),
    reasons,
    ownership: ownershipIn(app['profile']),
    redirectUris: textsAt(app, 'redirect_uris'),
    grants: textsAt(app, 'grant_types'),
    findings: [...found.findings, ...ownFindings(app, isRuled)].sort(bySeverity),
    waived: found.waived,
    ...(policy !== undefined && { signOnPolicy: { id: policy } }),
    ...((type === 'service' || inner(app, 'settings', 'implicitAssignment') === true) && { assignment: 'not-needed' }),
  };
}

interface Place {
  readonly environment: string;
  readonly path: string;
  readonly address: string;
  readonly rules: EnvironmentRules;
}

/** What the rules of the synth say of a web app, as if the code declared it as it is. */
function ruleFindings(
  app: JsonObject,
  { environment, path, address, rules }: Place,
): { readonly findings: readonly ReportFinding[]; readonly waived: number } {
  const subject: AppSubject = {
    path,
    address,
    props: {
      preventDestroy: false,
      clientSecret: { kind: 'okta' },
      ...withDefaults(appProps(app)),
    } as unknown as AppProps,
    // The policy stays in Okta, and a placeholder host is worth a look everywhere.
    rules: { ...rules, forbidPlaceholderHosts: true, requireAuthenticationPolicy: false },
  };
  const problems = checkApp(subject, environment);
  const open = problems.filter(({ waiver }) => waiver === undefined);
  const isForbidden = rules.forbidPlaceholderHosts === true;
  return {
    findings: open.map(({ rule, severity, message }) => ({
      rule,
      severity: severity === 'error' && (isForbidden || !rule.endsWith('/placeholder-host')) ? 'error' : 'warning',
      message,
    })),
    waived: problems.length - open.length,
  };
}

function textAt(app: JsonObject, ...path: readonly string[]): string {
  const value = inner(app, ...path);
  return typeof value === 'string' ? value : '';
}

function textsAt(app: JsonObject, name: string): readonly string[] {
  return list(inner(app, 'settings', 'oauthClient', name)).filter((each) => typeof each === 'string');
}
