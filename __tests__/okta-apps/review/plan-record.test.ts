import { digestOf } from '../../../okta-apps/review/digest';
import { isPlanRecord, parsePlanRecord, planRecordText, type PlanRecord } from '../../../okta-apps/review/plan-record';
import { AFTER_APPLY, MASKED } from '../../../okta-apps/plan/markers';
import { readPlan } from '../../../okta-apps/resources/read-plan';
import { newApp, rawPlan } from './support/plan-json';

const plan = readPlan(rawPlan([newApp({ client_basic_secret: 'canary-secret', label: 'Shop' })]), { secrets: [] });
const head = { stack: 'shop-prod', environment: 'prod', production: true, rehearsal: false };
const record: PlanRecord = { ...head, plan, diagnostics: [], digest: digestOf({ ...head, plan }) };

function parsed(text: string): PlanRecord {
  return parsePlanRecord(JSON.parse(text), 'x.json');
}

test('a record reads back as it was, marks and all; no secret and no code is in it', () => {
  const text = planRecordText({ ...record, synthesized: { after: { code: 'canary-code' } } });
  expect(text).not.toContain('canary');
  expect(isPlanRecord(JSON.parse(text))).toBe(true);
  const back = parsed(text);
  expect(back).toMatchObject({ ...record, plan: { changes: [{ after: { label: 'Shop' } }] } });
  expect(back.plan?.changes[0]?.after?.['client_basic_secret']).toBe(MASKED);
  expect(back.plan?.changes[0]?.after?.['id']).toBe(AFTER_APPLY);
  expect(digestOf({ ...head, plan: back.plan })).toEqual(record.digest);
});

test('how many secrets the apps have stays with the plan', () => {
  const activeSecrets = { 'okta_app_oauth.shop': 2 };
  expect(parsed(planRecordText({ ...record, activeSecrets }))).toMatchObject({ activeSecrets });
});

test.each([
  ['of another version', { version: 2 }],
  ['with the digest of another stack', { stack: 'desk-prod' }],
  ['without its changes', { plan: {} }],
  ['with secrets that are not counted', { activeSecrets: { 'okta_app_oauth.shop': 'two' } }],
  ['without a digest', { digest: undefined }],
])('a record %s is refused', (_, other) => {
  const text = JSON.stringify({ ...(JSON.parse(planRecordText(record)) as object), ...other });
  expect(() => parsed(text)).toThrow('x.json is no plan record of this okta-apps; plan again: okta-apps plan');
});
