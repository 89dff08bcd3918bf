import type { KeptDigest } from '../digest';
import { code, prose } from '../../shared/markdown';
import { counted, listed } from '../../shared/lists';
import type { IssueText } from './issue-store';

/** How the text of the issue begins, by which the next run finds it. */
export const ISSUE_MARKER = '<!-- okta-apps: not applied -->';

/** What a plan of one environment left: its digests, or why there are none. */
export interface PlannedEnvironment {
  readonly environment: string;
  readonly planned: readonly KeptDigest[] | { readonly why: string };
}

/** What the issue says where it comes from. */
export interface IssueSource {
  readonly branch: string;
  readonly commit: string;
  /** Address of the run that planned; undefined where the CI system does not say. */
  readonly run: string | undefined;
}

/** What is listed; further ones are only counted, and the run has them all. */
interface Room {
  readonly stacks: number;
  readonly changes: number;
}

/** The most that fits is taken. */
const ROOMS: readonly Room[] = [
  { stacks: 20, changes: 10 },
  { stacks: 20, changes: 0 },
  { stacks: 2, changes: 0 },
];

/** GitHub takes 65,536 characters and a title of 256, GitLab a title of 255. */
const LONGEST_BODY = 60_000;
const LONGEST_TITLE = 250;

/** Environments that the title lists. */
const MOST_NAMES = 7;

/** The issue about what is merged and not applied; `isNeeded` is false when everything was planned and nothing changes. */
export function unappliedIssue(
  all: readonly PlannedEnvironment[],
  source: IssueSource,
): { readonly isNeeded: boolean; readonly text: IssueText } {
  const rowsIn = (room: Room) => all.map((one) => rowOf(one, room)).filter((row) => row.lines.length > 0);
  const rows = rowsIn({ stacks: 0, changes: 0 });
  const waiting = rows.filter(({ isUnknown }) => !isUnknown).map(({ environment }) => environment);
  const unknown = rows.filter(({ isUnknown }) => isUnknown).map(({ environment }) => environment);
  if (rows.length === 0) {
    const body = [
      ISSUE_MARKER,
      `Everything is applied: no plan of ${place(source)} changes anything.`,
      ...runLine(source),
    ];
    return { isNeeded: false, text: { title: 'Okta: everything that is merged is applied', body: joined(body) } };
  }
  const said = [
    ...(waiting.length > 0 ? [`merged changes are not applied to ${namesOf(waiting)}`] : []),
    ...(unknown.length > 0 ? [`${namesOf(unknown)} could not be planned`] : []),
  ];
  const bodies = ROOMS.map((room) => joined(neededBody(rowsIn(room), source)));
  const body = bodies.find((each) => each.length <= LONGEST_BODY) ?? (bodies.at(-1) ?? '').slice(0, LONGEST_BODY);
  return { isNeeded: true, text: { title: clippedTitle(`Okta: ${said.join('; ')}`), body } };
}

function clippedTitle(title: string): string {
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`;
}

function namesOf(environments: readonly string[]): string {
  const more = environments.length - MOST_NAMES;
  return more > 0
    ? `${environments.slice(0, MOST_NAMES).join(', ')} and ${counted(more, 'other environment')}`
    : listed(environments);
}

function neededBody(rows: readonly Row[], source: IssueSource): readonly string[] {
  return [
    ISSUE_MARKER,
    `Planned: ${place(source)}. This issue is updated by every scheduled plan, and closed when everything is applied.`,
    ...rows.map(({ environment, lines }) => [`### ${code(environment)}`, '', ...lines].join('\n')),
    `Look at the last run of the pipeline that applies: it waits for a reviewer, failed, or was refused. Start it again, ` +
      'or merge another change.',
    ...runLine(source),
  ];
}

interface Row {
  readonly environment: string;
  /** Whether a stack of it was not planned. */
  readonly isUnknown: boolean;
  readonly lines: readonly string[];
}

function rowOf({ environment, planned }: PlannedEnvironment, room: Room): Row {
  if ('why' in planned) return { environment, isUnknown: true, lines: [`- not planned: ${prose(planned.why)}`] };
  const failed = planned.filter(({ outcome }) => outcome !== 'planned');
  const changed = planned.filter(({ outcome, changes }) => outcome === 'planned' && changes?.length !== 0);
  const lines = [
    ...failed.map(({ stack }) => `- ${code(stack)}: not planned; the log of the run says why`),
    ...changed.map(({ stack, changes }) => `- ${code(stack)}: ${changesText(changes, room)}`),
  ];
  const more = lines.length - room.stacks;
  return {
    environment,
    isUnknown: failed.length > 0 && changed.length === 0,
    lines: more > 0 ? [...lines.slice(0, room.stacks), `- and ${counted(more, 'more stack')}`] : lines,
  };
}

function changesText(changes: readonly string[] | undefined, { changes: most }: Room): string {
  if (changes === undefined) return 'it changes, and its plan does not say what';
  if (most === 0) return counted(changes.length, 'change');
  const more = changes.length - most;
  const shown = changes.slice(0, most).map(code).join(', ');
  return `${counted(changes.length, 'change')}: ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

function place({ branch, commit }: IssueSource): string {
  return `${code(branch)} at ${code(commit)}`;
}

function runLine({ run }: IssueSource): readonly string[] {
  return run === undefined ? [] : [`Run: ${run}`];
}

function joined(paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`;
}
