import { defaultDeny } from '../../../../okta-apps/review/change-rules/default-deny';
import { ownershipRules } from '../../../../okta-apps/review/change-rules/ownership';
import { findings } from '../../../../rules/engine';
import { subjectOf, testChangeRules } from '../support/change-cases';
import { appChange, newApp } from '../support/plan-json';

const profile = (own: object | undefined, more: object = {}) =>
  JSON.stringify({ ...more, ...(own && { 'okta-apps': own }) });
const change = (before: string | null, after: string | null) => appChange({ profile: before }, { profile: after });
const KNOW = 'make sure that the old and the new owner know';
const says = (name: string, before: string | null, after: string | null) =>
  `${name} must be known to those who change the app, got ${JSON.stringify({ before, after })}; ${KNOW}`;

testChangeRules(ownershipRules, {
  'app/owner-changed': {
    good: [
      ['a new app', newApp({ profile: profile({ owner: 'Payments' }) })],
      ['another profile', change(profile({ owner: 'Payments' }), profile({ owner: 'Payments' }, { team: 'a' }))],
    ],
    bad: [
      [
        'an owner and a criticality',
        change(
          profile({ owner: 'Payments', criticality: 'high' }),
          profile({ owner: 'Checkout', contact: '#checkout' }),
        ),
        [says('owner', 'Payments', 'Checkout'), says('contact', null, '#checkout'), says('criticality', 'high', null)],
      ],
      ['an app that gets its first owner', change(null, profile({ owner: 'A' })), [says('owner', null, 'A')]],
    ],
  },
});

const byDefault = (before: string | null, after: string | null) =>
  findings(defaultDeny, subjectOf(change(before, after)), 'block').map(({ rule }) => rule);

test('a profile that changes in the owner alone says nothing to expressions of claims', () => {
  expect(byDefault(null, profile({ owner: 'A' }))).toEqual([]);
  expect(byDefault('{"b":1, "a":2}', profile({ owner: 'A' }, { a: 2, b: 1 }))).toEqual([]);
});

test('whatever else changes in a profile is a finding as before', () => {
  expect(byDefault(profile({ owner: 'A' }), profile({ owner: 'B' }, { tier: 2 }))).toEqual([
    'resource/token-content-changed',
  ]);
  expect(byDefault(profile({ owner: 'A' }), profile({ owner: 'B', scope: 1 }))).toEqual([
    'resource/token-content-changed',
  ]);
  expect(byDefault(profile({ owner: 'A' }), profile({ owner: ['B'] }))).toEqual(['resource/token-content-changed']);
});
