import { digestOf } from '../../../../okta-apps/review/digest';
import { readPlan } from '../../../../okta-apps/resources/read-plan';
import { applyRecord, readRecord, recordLine, type RecordInput } from '../../../../okta-apps/run/record/apply-record';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP } from '../../review/support/plan-json';

const HASH = 'a'.repeat(64);
const SECRETS = ['canary-token-1', 'canary-place-2', 'canary-known-3'] as const;
const keep = (text: string): string => text;

const plan = readPlan(
  rawPlan([
    appChange({ client_basic_secret: SECRETS[1] }, { label: `Shop ${SECRETS[0]}`, client_basic_secret: SECRETS[1] }),
    newApp({ admin_note: `from ${SECRETS[2]}` }, 'okta_app_oauth.new'),
    rawChange('okta_app_oauth.gone', SOUND_APP, null),
    rawChange('okta_app_oauth.kept', SOUND_APP, SOUND_APP),
    rawChange('okta_app_oauth.imported', SOUND_APP, SOUND_APP, { importing: { id: '0oa9' } }),
  ]),
  { secrets: [SECRETS[0]] },
);

const input: RecordInput = {
  apply: '7c1e',
  at: '2026-11-26T12:00:00.000Z',
  stack: 'shop-prod',
  environment: 'prod',
  org: 'acme.okta.com',
  outcome: 'applied',
  reviewed: true,
  by: 'mona',
  commit: 'c'.repeat(40),
  requests: ['pull request 12'],
  approvedBy: ['ada'],
  tool: { name: 'okta-oidc-cdktf', version: '1.0.0', digest: HASH },
  engine: { name: 'Terraform', version: '1.11.4', digest: HASH },
  oktaRequestIds: ['req-00000001'],
  digest: digestOf({ stack: 'shop-prod', environment: 'prod', rehearsal: false, plan, synthesized: {} }),
  planDigest: HASH,
};

test('before and after of each object that changed, with ids; what is unset is left out', () => {
  const { changes } = applyRecord(input, plan);
  expect(changes.map(({ address, kind, id }) => [address, kind, id])).toEqual([
    ['okta_app_oauth.gone', 'delete', '0oa1'],
    ['okta_app_oauth.imported', 'no-op', '0oa1'],
    ['okta_app_oauth.new', 'create', undefined],
    ['okta_app_oauth.web', 'update', '0oa1'],
  ]);
  const [gone, , created, updated] = changes;
  expect([gone?.after, created?.before]).toEqual([null, null]);
  expect(updated).toMatchObject({ before: { label: 'Storefront' }, after: { label: '(sensitive)' } });
  expect(created?.after).toMatchObject({ label: 'Storefront', redirect_uris: ['https://shop.acme.com/cb'] });
  expect(Object.keys(updated?.after ?? {})).not.toContain('client_basic_secret_wo');
});

test('one line that reads back, with no secret in it', () => {
  const record = applyRecord(input, plan);
  const line = recordLine(record, (text) => text.replaceAll(SECRETS[2], '(sensitive)'));
  expect(line.indexOf('\n')).toBe(line.length - 1);
  for (const secret of SECRETS) expect(line).not.toContain(secret);
  expect(readRecord(line)).toMatchObject({ stack: 'shop-prod', commit: 'c'.repeat(40), document: record.document });
});

test.each([
  ['no JSON', '{"kind":"okta-apps apply record"'],
  ['a list', '[]'],
  ['another version', recordLine(applyRecord(input, plan), keep).replace('"version":1', '"version":2')],
  ['another kind', recordLine(applyRecord(input, plan), keep).replace('apply record', 'plan record')],
])('%s is no record', (_, line) => {
  expect(readRecord(line)).toBeUndefined();
});

test('what no reader takes is not written', () => {
  expect(() => recordLine(applyRecord({ ...input, planDigest: 'none' }, plan), keep)).toThrow(
    'the record of the apply is not whole',
  );
});
