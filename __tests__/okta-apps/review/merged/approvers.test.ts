import { approversOf } from '../../../../okta-apps/review/merged/approvers';
import { HEAD } from '../post/support/pull-event';
import { AUTHOR, reviewBy } from './support/merged-pull';

const OLDER = 'c'.repeat(40);

function names(...reviews: Parameters<typeof approversOf>[0]): readonly string[] {
  return approversOf(reviews, { head: HEAD, author: AUTHOR.id });
}

test('people who approved the head commit, each once', () => {
  expect(names(reviewBy('mona'), reviewBy('ada'), reviewBy('mona'))).toEqual(['ada', 'mona']);
  expect(names()).toEqual([]);
});

test('the last word of each person counts; a comment is none', () => {
  expect(names(reviewBy('mona'), reviewBy('mona', { state: 'CHANGES_REQUESTED' }))).toEqual([]);
  expect(names(reviewBy('mona', { state: 'CHANGES_REQUESTED' }), reviewBy('mona'))).toEqual(['mona']);
  expect(names(reviewBy('mona'), reviewBy('mona', { state: 'DISMISSED' }))).toEqual([]);
  expect(names(reviewBy('mona'), reviewBy('mona', { state: 'COMMENTED' }))).toEqual(['mona']);
  expect(names(reviewBy('mona', { state: 'DISMISSED' }), reviewBy('mona', { state: 'PENDING' }))).toEqual([]);
});

test('an approval of an older commit, of the author, of a bot or of a deleted account is none', () => {
  expect(names(reviewBy('mona', { commit_id: OLDER }))).toEqual([]);
  expect(names(reviewBy('mona'), reviewBy('mona', { commit_id: OLDER }))).toEqual([]);
  expect(names(reviewBy('author', { user: { ...AUTHOR, type: 'User' } }))).toEqual([]);
  expect(names(reviewBy('x', { user: { id: 9, login: 'github-actions[bot]', type: 'Bot' } }))).toEqual([]);
  expect(names(reviewBy('x', { user: null }))).toEqual([]);
});
