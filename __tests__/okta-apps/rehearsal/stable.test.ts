import { orgUrlOf, stable } from '../../../okta-apps/rehearsal/stable';

const TRACES = { url: 'http://127.0.0.1:4711', orgUrl: 'https://acme.okta.com', made: new Map(), code: '' };

test('ids that the throwaway org made up are numbered as they appear; its URL becomes that of the org', () => {
  const [one, two] = ['0oaAAAAAAAAAAAAAAAA1', '00gBBBBBBBBBBBBBBBB2'];
  expect(stable(`"${one}" "${two}" "${one}" "http://127.0.0.1:4711/logo/${one}"`, TRACES)).toBe(
    '"0oarehearsal00000001" "00grehearsal00000002" "0oarehearsal00000001" ' +
      '"https://acme.okta.com/logo/0oarehearsal00000001"',
  );
});

test('ids that stand in the code, and those of import targets, are the ones of the code', () => {
  const made = new Map([['0oaCODE0000000000001', '0oaAAAAAAAAAAAAAAAA1']]);
  const code = '{"id":"0oaCODE0000000000001","group":"00gCODE0000000000001"}';
  expect(stable('0oaAAAAAAAAAAAAAAAA1 00gCODE0000000000001', { ...TRACES, made, code })).toBe(
    '0oaCODE0000000000001 00gCODE0000000000001',
  );
});

test('the org of a document', () => {
  expect(orgUrlOf({ provider: { okta: [{ org_name: 'acme-dev', base_url: 'oktapreview.com' }] } })).toBe(
    'https://acme-dev.oktapreview.com',
  );
  expect(orgUrlOf({})).toBe('https://org.okta.com');
});
