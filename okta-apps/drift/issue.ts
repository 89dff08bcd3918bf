import type { IssueText } from '../review/post/issue-store';
import type { IssueSource } from '../review/post/unapplied';
import { counted, listed } from '../shared/lists';
import { code, prose } from '../shared/markdown';
import { markdownOf } from './render';
import type { DriftReport } from './report';

/** How the text of the issue begins, by which the next run finds it. */
export const DRIFT_MARKER = '<!-- okta-apps: drift -->';

/** What a look at one environment left, or why there is no report. */
export interface LookedAt {
  readonly environment: string;
  readonly found: DriftReport | { readonly why: string };
}

/** GitHub takes 65,536 characters and a title of 256, GitLab a title of 255. */
const LONGEST_BODY = 60_000;
const LONGEST_TITLE = 250;
/** Environments that the title lists. */
const MOST_NAMES = 7;

/** The issue about drift; `isNeeded` is false only when every environment was looked at and is as declared. */
export function driftIssue(
  all: readonly LookedAt[],
  { branch, commit, run }: IssueSource,
): { readonly isNeeded: boolean; readonly text: IssueText } {
  const place = `${code(branch)} at ${code(commit)}`;
  const end = run === undefined ? [] : [`Run: ${run}`];
  const drifted = all.filter(({ found }) => verdictOf(found) === 'drift').map(({ environment }) => environment);
  const unknown = all.filter(({ found }) => verdictOf(found) === 'incomplete').map(({ environment }) => environment);
  if (drifted.length === 0 && unknown.length === 0) {
    const headlines = all.flatMap(({ found }) => ('why' in found ? [] : [`- ${prose(found.headline)}`]));
    const body = [DRIFT_MARKER, `Compared with ${place}:`, headlines.join('\n'), ...end];
    return { isNeeded: false, text: { title: 'Okta: no drift', body: `${body.join('\n\n')}\n` } };
  }
  const said = [
    ...(drifted.length > 0 ? [`drift in ${shortened(drifted)}`] : []),
    ...(unknown.length > 0 ? [`${shortened(unknown)} could not be compared`] : []),
  ];
  const title = `Okta: ${said.join('; ')}`;
  const intro = `Compared with ${place}. Every scheduled run updates this issue. It is closed when all environments could be compared and are as declared.`;
  const shown = all.filter(({ found }) => verdictOf(found) !== 'same');
  const room = Math.floor((LONGEST_BODY - 2000) / shown.length);
  const parts = shown.map((one) => sectionOf(one, room));
  const same = all.length - shown.length;
  const rest = same === 0 ? [] : [`${counted(same, 'environment')} ${same === 1 ? 'is' : 'are'} as declared.`];
  const body = [DRIFT_MARKER, intro, ...parts, ...rest, ...end].join('\n\n');
  return {
    isNeeded: true,
    text: { title: title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`, body: `${body}\n` },
  };
}

function verdictOf(found: LookedAt['found']): DriftReport['verdict'] {
  return 'why' in found ? 'incomplete' : found.verdict;
}

function sectionOf({ environment, found }: LookedAt, room: number): string {
  const title = `## ${code(environment)}`;
  if ('why' in found) return `${title}\n\nNot compared: ${prose(found.why)}. What earlier runs found may still be so.`;
  const lines = [title, '', ...markdownOf(found).trimEnd().split('\n')];
  let length = 0;
  const fit = lines.findIndex((line) => (length += line.length + 1) > room);
  if (fit === -1) return lines.join('\n');
  return [
    ...lines.slice(0, fit),
    '',
    `…and ${counted(lines.length - fit, 'more line')}; the job that looked has all.`,
  ].join('\n');
}

function shortened(environments: readonly string[]): string {
  const more = environments.length - MOST_NAMES;
  return more > 0
    ? `${environments.slice(0, MOST_NAMES).join(', ')} and ${counted(more, 'other environment')}`
    : listed(environments);
}
