import type { Git } from '../../project/base/git';
import { settingsLine } from '../../project/base/settings-line';
import type { CommitStacks } from '../../project/commit-stacks';
import type { ReviewInput } from '../../review/review-input';
import { MOST_COMMITS, type NotCompared } from '../../review/change-rules/setting-rules';
import { datedText } from '../../review/merged/pushed';
import { loosenedBefore, type SettingState } from '../../review/settings/loosened';
import type { LoosenedBefore } from '../../review/settings/setting';
import { Interrupted, UserError } from '../../shared/errors';
import type { DatedCommit, SettingsPoint } from '../../shared/settings-history';
import { manifestWithNewIds } from '../../shared/renamed-rules';
import type { AskedServer } from './ci-server';

export interface AskedHistory {
  readonly git: Git;
  /** Path of the project in the repository, with `/` at its end. */
  readonly prefix: string;
  /** The commit that was applied last. */
  readonly tip: string;
  /** What a commit synthesizes to. */
  readonly stacksOf: (commit: string, isBase: boolean) => Promise<CommitStacks | undefined>;
}

/**
 * What was loosened in the last 30 days up to the commit that was applied last, and is still looser there. What is not
 * known of it is in words: it stops no apply.
 *
 * @throws ApiError
 */
export async function settingHistory(
  asked: AskedServer,
  { git, prefix, tip, stacksOf }: AskedHistory,
): Promise<ReviewInput['settingHistory']> {
  const { points, endsEarly } = await settingsLine(git, { tip, pushed: asked.push.commit, prefix });
  const [start] = points;
  const states: SettingState[] = [];
  const notCompared: NotCompared[] = endsEarly && start !== undefined ? [cutAt(start)] : [];
  let unread: SettingsPoint[] = [];
  for (const point of points) {
    const read = await orWhyNot(() => stacksOf(point.commit, true));
    if (typeof read === 'string') {
      if (states.length === 0) notCompared.push({ what: datedText(point), why: read });
      unread = [...unread, point];
      continue;
    }
    const manifests = (read?.code ?? []).map(({ manifest }) => manifestWithNewIds(manifest));
    // What a state changed that could not be read shows in the next one.
    states.push({ ...point, manifests, changedBy: [point, ...unread.reverse()].flatMap((each) => each.changedBy) });
    unread = [];
  }
  return { loosened: await withRequests(loosenedBefore(states), asked), notCompared };
}

function cutAt(oldest: DatedCommit): NotCompared {
  const fetch = 'fetch all of it (in GitHub Actions "fetch-depth: 0", in GitLab CI "GIT_DEPTH: 0")';
  return { what: `before ${datedText(oldest)}`, why: `this clone ends there; ${fetch}` };
}

/** A commit that does not synthesize today decides nothing here. */
async function orWhyNot<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof UserError)) throw error;
    return error.message.split('\n')[0] ?? '';
  }
}

async function withRequests(loosened: readonly LoosenedBefore[], { server, push }: AskedServer) {
  const requests = new Map<string, string>();
  for (const { commit } of loosened.flatMap(({ by }) => by.slice(0, MOST_COMMITS))) {
    if (requests.has(commit)) continue;
    const merged = await server.mergedAs(commit, push.branch);
    requests.set(commit, merged.map(({ name }) => name).join(', '));
  }
  return loosened.map((each) => ({
    ...each,
    by: each.by.map((one) => {
      const request = requests.get(one.commit) ?? '';
      return request === '' ? one : { ...one, request };
    }),
  }));
}
