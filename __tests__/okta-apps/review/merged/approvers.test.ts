import { approversOf, partOf } from '../../../../okta-apps/review/merged/approvers';
import { HEAD } from '../post/support/pull-event';
import { MERGE, reviewBy } from './support/merged-pull';

function of(...reviews: readonly ReturnType<typeof reviewBy>[]): readonly string[] {
  return approversOf(reviews, { head: HEAD });
}

test('the last word of each person counts; a comment and what was not sent are no word', () => {
  const mona = (state: string) => reviewBy('mona', { state });
  expect(of(mona('APPROVED'), mona('COMMENTED'), mona('PENDING'))).toEqual(['mona']);
  expect(of(mona('APPROVED'), mona('CHANGES_REQUESTED'))).toEqual([]);
  expect(of(mona('APPROVED'), mona('DISMISSED'))).toEqual([]);
  expect(of(mona('CHANGES_REQUESTED'), mona('APPROVED'), reviewBy('ada'))).toEqual(['ada', 'mona']);
});

test('an approval of an older commit, by a bot or by an account that is gone does not count', () => {
  expect(of(reviewBy('mona', { commit_id: MERGE }))).toEqual([]);
  expect(of(reviewBy('robot', { user: { id: 9, login: 'robot[bot]', type: 'Bot' } }))).toEqual([]);
  expect(of(reviewBy('mona', { user: null }))).toEqual([]);
});

test('an approval that is older than the base of the pull request is one of other changes', () => {
  const since = '2026-11-19T12:00:00Z';
  const early = reviewBy('mona', { submitted_at: '2026-11-19T11:59:59Z' });
  const late = reviewBy('ada', { submitted_at: '2026-11-19T12:00:01Z' });
  expect(approversOf([early, late], { head: HEAD, since })).toEqual(['ada']);
});

test('the part of an account in a change, whatever the case of its name', () => {
  const parts = [{ login: 'Mona', what: 'opened it' }];
  expect([partOf('mona', parts), partOf('ada', parts)]).toEqual(['mona opened it', undefined]);
});
