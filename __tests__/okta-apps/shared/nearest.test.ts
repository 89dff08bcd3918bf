import { nearest } from '../../../okta-apps/shared/nearest';

const KNOWN = ['pkce/off', 'pkce/on', 'app/deleted', 'redirect-uri/removed'];

it.each([
  ['pkce/of', 'pkce/off'],
  ['pkce/onn', 'pkce/on'],
  ['app/deletde', 'app/deleted'],
  ['redirect-uris/remove', 'redirect-uri/removed'],
  ['app/deleted', 'app/deleted'],
])('%s is probably %s', (text, meant) => {
  expect(nearest(text, KNOWN)).toBe(meant);
});

it.each(['', 'x', 'pkce', 'label/length', 'app/replaced'])('%j is like none', (text) => {
  expect(nearest(text, KNOWN)).toBeUndefined();
});
