import { settingSteps } from '../../okta-apps/review/settings/setting-table';
import { parseStackManifest, stackManifestText } from '../../okta-apps/shared/stack-manifest';
import { UserError } from '../../okta-apps/shared/errors';
import { stackManifest } from '../support/plain-project';

// threats.md, section 14: every apply leaves a record, and a job with a credential writes to the file that env/ names.

const PLACE = '/mnt/audit/prod.jsonl';
const withRecords = (records?: string) => stackManifest('shop-prod', records === undefined ? {} : { records });

test.each([
  ['no place that the job cannot rewrite', PLACE, undefined, 'looser'],
  ['another place', PLACE, 'cdktf.out/prod.jsonl', 'looser'],
  ['a first place, which is written to', undefined, PLACE, 'sideways'],
])('attack: a change names %s', (_, before, after, direction) => {
  expect(settingSteps(withRecords(before), withRecords(after), { production: true })).toEqual([
    { path: 'records', direction, from: before ?? 'none', to: after ?? 'none' },
  ]);
});

test('everyday: the same place is no change', () => {
  expect(settingSteps(withRecords(PLACE), withRecords(PLACE), { production: true })).toEqual([]);
});

test.each(['/etc/profile', 'okta-apps/run/apply.ts', '/proc/self/environ', ''])(
  'attack: %j is no file of records',
  (records) => {
    expect(() => parseStackManifest(stackManifestText(withRecords(records)), 'okta-apps.json')).toThrow(
      new UserError('okta-apps.json: records must be a file that ends in .jsonl; synthesize again: okta-apps synth'),
    );
  },
);
