import { withStaleSecrets } from '../../../okta-apps/run/stale-secrets';

const [OWN, OTHER] = ['kP3-vT9_xW2qLm7RzYb5', 'hN8wQ4_sFd-6JcXeVu2Z'];
const UNKNOWN = 'whether Okta still has TF_VAR_web_secret is not known: ';

const before = { id: '0oa1' };
const secret = { variable: 'web_secret', address: 'okta_app_oauth.web' };
const input = { stack: 'shop-dev', plan: { changes: [{ address: secret.address, kind: 'no-op', before }] } };
const notesOf = async (stack: object, open: () => Promise<unknown>) => {
  const stacks = {
    manifest: { environment: 'dev', birthSecrets: [secret], ...stack },
    run: { secrets: [] },
    ...stack,
  };
  const env = { TF_VAR_web_secret: OTHER };
  const result = await withStaleSecrets(input as never, stacks as never, open as never, { env });
  return result.notes;
};

test('a plan of an Okta org does not ask', async () => {
  const open = jest.fn();
  const why = 'the credential of a plan must not read client secrets; okta-apps apply compares';
  expect(await notesOf({ purpose: 'plan', local: false }, open)).toEqual([`${UNKNOWN}${why}`]);
  expect(open).not.toHaveBeenCalled();
});

test('Okta has another way to hash', async () => {
  const one = { id: 'ocs1', status: 'ACTIVE', client_secret: OWN, secret_hash: 'sha512:x' };
  const call = (work: (sdk: object) => unknown) =>
    work({ applicationSSOPublicKeysApi: { listOAuth2ClientSecrets: () => [one] } });
  const why = "Okta's secret_hash is not the hash that this version knows";
  expect(await notesOf({ purpose: 'apply' }, () => Promise.resolve({ call }))).toEqual([`${UNKNOWN}${why}`]);
});
