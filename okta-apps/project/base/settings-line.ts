import type { Git } from './git';
import type { DatedCommit, SettingsPoint } from '../../shared/settings-history';

/** A part of the own line of a branch, as states whose settings are compared one after the other. */
export interface SettingsLine {
  /** Oldest first. The first is what the branch was before, the last is its tip. */
  readonly points: readonly SettingsPoint[];
  /** The clone ends within it, so what came before is not known. */
  readonly endsEarly: boolean;
}

const DAYS = 30;
/** Each state is synthesized; of more commits in `env/` only the newest are states of their own. */
const MOST_POINTS = 10;
const SECONDS_OF_DAY = 24 * 60 * 60;

/**
 * The last 30 days of the own line of a branch: where it was before, each commit that touches `env/`, and its tip. What
 * another commit changes shows between these states.
 *
 * A commit says its date itself. So the line begins at its oldest commit of these days, whatever later ones say; and
 * the days are counted from the pushed commit, so that every job of its run has the same line.
 *
 * @param prefix path of the project in the repository, with `/` at its end.
 */
export async function settingsLine(
  git: Git,
  { tip, pushed, prefix }: { readonly tip: string; readonly pushed: string; readonly prefix: string },
): Promise<SettingsLine> {
  const line = await backFrom(git, tip);
  const since = Math.min(await timeOf(git, pushed), Date.now() / 1_000) - DAYS * SECONDS_OF_DAY;
  const oldest = line.findLastIndex(({ time }) => time >= since);
  if (oldest < 0) return { points: [], endsEarly: false };
  const before = line[oldest + 1];
  const endsEarly = before === undefined && (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const [start, commits] =
    before === undefined ? [line[oldest] as LineEntry, line.slice(0, oldest)] : [before, line.slice(0, oldest + 1)];
  const touching = async (...paths: readonly string[]) =>
    new Set((await git(['rev-list', '--first-parent', tip, `^${start.commit}`, '--', ...paths])).split('\n'));
  const inEnv = await touching(`:(top)${prefix}env`);
  const apart = ['stacks', 'docs', '__tests__', '*.md'].map((path) => `:(top,exclude)${prefix}${path}`);
  const likely = await touching(':(top)', ...apart);
  const own = commits.filter(({ commit }) => inEnv.has(commit)).slice(0, MOST_POINTS);
  const isPoint = new Set([...own.map(({ commit }) => commit), tip]);
  return { points: pointsOf(start, commits, { isPoint, likely }), endsEarly };
}

interface LineEntry extends DatedCommit {
  /** In seconds. */
  readonly time: number;
}

interface Chosen {
  readonly isPoint: ReadonlySet<string>;
  /** Commits that touch more than stacks, tests and texts. */
  readonly likely: ReadonlySet<string>;
}

/** @param commits newest first. */
function pointsOf(start: LineEntry, commits: readonly LineEntry[], { isPoint, likely }: Chosen): SettingsPoint[] {
  const points: SettingsPoint[] = [{ commit: start.commit, date: start.date, changedBy: [] }];
  let since: DatedCommit[] = [];
  for (const { commit, date } of [...commits].reverse()) {
    since = [{ commit, date }, ...since];
    if (!isPoint.has(commit)) continue;
    const some = since.filter((one) => likely.has(one.commit));
    points.push({ commit, date, changedBy: some.length > 0 ? some : since });
    since = [];
  }
  return points;
}

/** Newest first. */
async function backFrom(git: Git, tip: string): Promise<readonly LineEntry[]> {
  const text = await git(['rev-list', '--first-parent', '--timestamp', tip]);
  return text
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => {
      const [time = '', commit = ''] = each.split(' ');
      return { commit, time: Number(time), date: dayOf(Number(time)) };
    });
}

async function timeOf(git: Git, commit: string): Promise<number> {
  return Number((await git(['rev-list', '--max-count=1', '--timestamp', commit])).split(' ')[0]);
}

/** A commit may say a year that no calendar has. */
function dayOf(seconds: number): string {
  const day = new Date(seconds * 1_000);
  return Number.isNaN(day.getTime()) ? 'an unknown day' : day.toISOString().slice(0, 10);
}
