import type { Merge } from '../../../../okta-apps/review/merged/gate';
import { countingReleases, releasersOf } from '../../../../okta-apps/review/merged/releasers';

const merge = (given: Partial<Merge['given']>, request: boolean = true): Merge => ({
  commit: 'c'.repeat(40),
  ...(request && { request: { number: 12, name: 'pull request 12', head: 'a'.repeat(40) } }),
  given: { approvedBy: [], notCounted: [], ...given },
});
const byAuthor = merge({ parts: ['author'] });
const ofGitlab = merge({ parts: ['author'], mayHaveOtherParts: true });

/** Of the author, a person who pushed to another merge, and one who is in none. */
const counting = (merges: readonly Merge[], approvers?: readonly string[], isFirst = false) =>
  countingReleases(['Author', 'eve', 'mona'], releasersOf(merges, { approvers, isFirst }));

test.each<readonly [string, readonly Merge[], readonly string[] | undefined, boolean, readonly string[]]>([
  ['everyday: who had no part in it', [byAuthor], undefined, false, ['eve', 'mona']],
  ['everyday: nothing was merged since', [], undefined, false, ['Author', 'eve', 'mona']],
  ['everyday: an account that the environment lists', [byAuthor], ['Mona'], false, ['mona']],
  ['attack: the author, whom the environment lists', [byAuthor], ['author'], false, []],
  ['attack: the author of an earlier merge', [byAuthor, merge({ parts: ['eve'] })], undefined, false, ['mona']],
  ['attack: who is behind a bot is not known', [merge({ parts: ['bot'], unknown: 'a bot' })], undefined, false, []],
  ['attack: the same, and the environment lists one', [merge({ parts: [], unknown: 'x' })], ['eve'], false, ['eve']],
  ['attack: a push that is no merge of a request', [merge({ parts: [] }, false)], undefined, false, []],
  ['attack: the server does not say who had a part', [merge({})], undefined, false, []],
  ['everyday: GitLab knows the author only, and the environment lists one', [ofGitlab], ['eve'], false, ['eve']],
  ['attack: GitLab knows the author only, and the environment lists no one', [ofGitlab], undefined, false, []],
  ['attack: the author on GitLab, whom the environment lists', [ofGitlab], ['author', 'eve'], false, ['eve']],
  ['attack: the first apply, whose change lists its own approvers', [byAuthor], ['eve'], true, []],
])('%s', (_, merges, approvers, isFirst, expected) => {
  expect(counting(merges, approvers, isFirst)).toEqual(expected);
});
