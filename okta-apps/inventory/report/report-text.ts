import { counted, firstOf } from '../../shared/lists';
import { clipped } from '../../shared/visible-text';
import type { ReportApp } from './report-app';
import { byReason, byRule, countsOf, type Report } from './report-summary';

/** Lines of a list that a reader can take in; the page has all of them. */
const MOST = 12;
/** Names in a line. */
const MOST_NAMES = 4;

/** The report for a terminal: numbers first, then the worst findings, then why apps cannot be adopted. */
export function reportText(report: Report): string {
  const { environment, org, apps, notLookedAt } = report;
  const counts = countsOf(apps);
  const lines = [
    `${environment} (${org}): ${counted(counts.apps, 'OIDC app')}: ${counts.declared} declared, ` +
      `${counts.adoptable} adoptable, ${counts.notAdoptable} not adoptable`,
    `Findings: ${counted(counts.errors, 'error')} in ${counted(counts.appsWithErrors, 'app')}, ` +
      `${counted(counts.warnings, 'warning')} in ${counted(counts.appsWithWarnings, 'app')}` +
      (counts.waived === 0 ? '' : `, ${counts.waived} accepted by waivers`),
    ...notLookedAt.map(({ what, why }) => `Not looked at: ${what} (${why})`),
    ...section('Worst findings', byRule(apps).map(findingLines)),
    ...section('Not adoptable', byReason(apps).map(reasonLines)),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, items: readonly (readonly string[])[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - MOST;
  return [
    '',
    title,
    ...items.slice(0, MOST).flat(),
    ...(more > 0 ? [`  and ${counted(more, 'other kind')}: pass --html <file> or --json for all of them`] : []),
  ];
}

function findingLines({ severity, apps, example }: ReturnType<typeof byRule>[number]): readonly string[] {
  return [`  ${severity}: ${clipped(example)}`, `    ${names(apps)}`];
}

function reasonLines([reason, apps]: ReturnType<typeof byReason>[number]): readonly string[] {
  return [`  ${clipped(reason)}`, `    ${names(apps)}`];
}

function names(apps: readonly ReportApp[]): string {
  const all = apps.map(({ label, id }) => `${clipped(label)} (${clipped(id)})`);
  return `${counted(apps.length, 'app')}: ${firstOf(all, MOST_NAMES, 'in the page and the JSON')}`;
}
