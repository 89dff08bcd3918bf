import { profileRules } from '../../../rules/app/profile';
import { findings } from '../../../rules/engine';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { appSubject } from '../../support/app-subject';
import { describeAppRules } from '../../support/rule-cases';

const profile = (value: unknown) => ({ profile: value });
const notJson = (prop: string, kind: string) =>
  `${prop} must be a JSON value, got ${kind}; write what it stands for [profile/json]`;

function messages(value: unknown): string[] {
  return findings(profileRules, appSubject(profile(value)), 'error').map(({ message }) => message);
}

describeAppRules(profileRules, {
  'profile/json': [
    { good: {} },
    { good: profile({ team: 'shop', tags: ['a', 1, true, null, { deep: [] }], none: undefined }) },
    { good: profile(UNKNOWN) },
    { good: profile({ owner: UNKNOWN }) },
    { bad: profile({ since: new Date(0) }), says: notJson('profile.since', '"an object of a class"') },
    { bad: profile({ run: () => 1 }), says: notJson('profile.run', '"a function"') },
    { bad: profile({ 'odd key': [1, NaN] }), says: notJson('profile["odd key"][1]', '"NaN"') },
  ],
  'profile/own-key': [
    { good: profile({ 'okta-app': 1, nested: { 'okta-apps': 1 } }) },
    {
      bad: profile({ 'okta-apps': { owner: 'x' } }),
      says: 'profile["okta-apps"] must be left to okta-apps, got "a value"; use the props owner, contact and criticality, or choose another key [profile/own-key]',
    },
  ],
  'profile/size': [
    { good: profile({ text: 'x'.repeat(1024 * 1024 - 11) }) },
    {
      bad: profile({ text: 'x'.repeat(1024 * 1024 - 10) }),
      says: 'profile must have at most 1048576 bytes as JSON, got 1048577; keep in it what the app needs at sign-in only [profile/size]',
    },
    {
      bad: profile({ text: 'ü'.repeat(524_288) }),
      says: 'profile must have at most 1048576 bytes as JSON, got 1048587; keep in it what the app needs at sign-in only [profile/size]',
    },
  ],
});

it('says that a profile that contains itself cannot be written', () => {
  const cycle: Record<string, unknown> = { list: [] };
  cycle['list'] = [cycle];
  expect(messages(cycle)).toEqual([
    'profile must be written as JSON, got "an object that contains itself, or is too deep"; copy the values that are needed [profile/json]',
  ]);
});

it('says nothing about one object in two places', () => {
  const shared = { team: 'shop' };
  expect(messages({ a: shared, b: [shared, shared] })).toEqual([]);
});

it('names big numbers without failing on them', () => {
  expect(messages({ big: 5n })).toEqual([notJson('profile.big', '"a bigint"')]);
});
