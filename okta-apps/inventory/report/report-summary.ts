import { groupBy } from '../../shared/lists';
import { bySeverity, type ReportFinding } from './finding';
import type { ReportApp } from './report-app';

/** What a report did not look at, and why. */
export interface NotLookedAt {
  readonly what: string;
  readonly why: string;
}

/** All OIDC apps of an org, as they are today. */
export interface Report {
  readonly environment: string;
  /** `https://acme.okta.com` */
  readonly org: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly apps: readonly ReportApp[];
  readonly notLookedAt: readonly NotLookedAt[];
}

/** The numbers of a report. */
export interface ReportCounts {
  readonly apps: number;
  readonly declared: number;
  readonly adoptable: number;
  readonly notAdoptable: number;
  readonly errors: number;
  readonly warnings: number;
  readonly appsWithErrors: number;
  readonly appsWithWarnings: number;
  readonly waived: number;
}

export function countsOf(apps: readonly ReportApp[]): ReportCounts {
  const inState = (state: ReportApp['state']) => apps.filter((app) => app.state === state).length;
  const having = (severity: ReportFinding['severity']) =>
    apps.map(({ findings }) => findings.filter((finding) => finding.severity === severity).length);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const [errors, warnings] = [having('error'), having('warning')];
  return {
    apps: apps.length,
    declared: inState('declared'),
    adoptable: inState('adoptable'),
    notAdoptable: inState('not-adoptable'),
    errors: sum(errors),
    warnings: sum(warnings),
    appsWithErrors: errors.filter((count) => count > 0).length,
    appsWithWarnings: warnings.filter((count) => count > 0).length,
    waived: sum(apps.map(({ waived }) => waived)),
  };
}

/** Findings of one rule, with the apps that have them. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: ReportFinding['severity'];
  readonly apps: readonly ReportApp[];
  /** One of them. */
  readonly example: string;
}

/** The rules that found something: errors first, then those that found it in most apps. */
export function byRule(apps: readonly ReportApp[]): readonly RuleCount[] {
  const all = apps.flatMap((app) => app.findings.map((finding) => ({ app, ...finding })));
  const groups = groupBy(all, ({ rule, severity }) => JSON.stringify([severity, rule]));
  const counts = [...groups.values()].flatMap((same): readonly RuleCount[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { rule, severity, message } = first;
    return [{ rule, severity, apps: [...new Set(same.map(({ app }) => app))], example: message }];
  });
  return counts.sort((one, other) => bySeverity(one, other) || other.apps.length - one.apps.length);
}

/** Reasons why apps cannot be adopted, without the values that differ; most apps first. */
export function byReason(
  apps: readonly ReportApp[],
): readonly (readonly [reason: string, apps: readonly ReportApp[]])[] {
  const all = apps.flatMap((app) => app.reasons.map((reason) => ({ app, reason })));
  const groups = [...groupBy(all, ({ reason }) => reason)].map(
    ([reason, same]) => [reason, [...new Set(same.map(({ app }) => app))]] as const,
  );
  return groups.sort(([, one], [, other]) => other.length - one.length);
}
