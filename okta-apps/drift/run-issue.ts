import path from 'node:path';
import { keepInTracker, leftBy, namesOf, trackerOf, type IssueOptions } from '../run/issue';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { jsonOf as parsed } from '../shared/read-file';
import { objectWith, once, readAs, text, valibot } from '../shared/schema';
import { inner } from '../shared/json';
import { DRIFT_MARKER, driftIssue, type LookedAt } from './issue';
import { markdownOf } from './render';
import type { DriftReport } from './report';

/**
 * `okta-apps issue --about drift`: keeps one issue about drift, from what `okta-apps drift --json` of other jobs left. It
 * runs nothing of the project and needs no credential of Okta.
 *
 * @param folder with a file `<environment>.json` for each environment.
 * @returns 0 the issue says what is so, or there is none.
 * @throws UserError when something is missing, or when the issue could not be written.
 */
export async function runDriftIssue(folder: string, { to, env }: IssueOptions, io: Io): Promise<number> {
  const names = namesOf(env, 'report');
  const tracker = trackerOf(to, io);
  const all = names.map((name) => lookedAt(path.resolve(io.cwd, folder, `${name}.json`), name));
  const { isNeeded, text: issue } = driftIssue(all, tracker.source);
  await keepInTracker(tracker, { marker: DRIFT_MARKER, isNeeded, text: issue, reopens: true }, io);
  return EXIT.done;
}

/** What is missing, not whole, or of another environment never counts as "no drift". */
function lookedAt(file: string, environment: string): LookedAt {
  const left = leftBy('the job that looks', file);
  if ('why' in left) return { environment, found: left };
  const value = parsed(left.text);
  const error = inner(value, 'error');
  if (typeof error === 'string') return { environment, found: { why: error } };
  try {
    const report = readAs(reportSchema(), value, { file: 'its file', todo: 'look at the job that looks' });
    if (report.environment !== environment) return { environment, found: { why: 'its file is of something else' } };
    const whole = value as DriftReport;
    const isUnread = whole.notLookedAt.length > 0;
    if (whole.verdict === 'same' && isUnread) return { environment, found: { ...whole, verdict: 'incomplete' } };
    // What cannot be shown is not understood.
    markdownOf(whole);
    return { environment, found: whole };
  } catch (error_) {
    if (error_ instanceof UserError) return { environment, found: { why: error_.message } };
    if (error_ instanceof TypeError)
      return { environment, found: { why: `its file is no report (${error_.message})` } };
    throw error_;
  }
}

const reportSchema = once(() => {
  const v = valibot();
  const list = () => v.array(v.unknown(), 'a list');
  return objectWith({
    kind: v.literal('okta-apps drift', '"okta-apps drift"'),
    version: v.literal(1, '1'),
    environment: text(),
    verdict: v.picklist(['same', 'drift', 'incomplete'], '"same", "drift" or "incomplete"'),
    headline: text(),
    apps: list(),
    extra: list(),
    origins: list(),
    notCompared: list(),
    notLookedAt: list(),
  });
});
