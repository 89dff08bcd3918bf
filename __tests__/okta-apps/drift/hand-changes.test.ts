import { temporaryFolder } from '../../support/temporary-folder';
import type { AppDrift } from '../../../okta-apps/drift/report';
import { webApp } from '../local/org/support/client';
import { driftProject, type DriftProject } from './support/drift-project';

const folder = temporaryFolder();
const LIMIT_MS = 60_000;

const DECLARED = {
  label: 'Billing',
  type: 'web',
  client_id: 'billing-local',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: ['https://app.example.com/callback'],
  post_logout_redirect_uris: ['https://app.example.com/'],
  token_endpoint_auth_method: 'client_secret_basic',
  refresh_token_rotation: 'ROTATE',
  refresh_token_leeway: 30,
  issuer_mode: 'ORG_URL',
  profile: '{"team":"billing"}',
  omit_secret: true,
  pkce_required: true,
  hide_ios: true,
  hide_web: true,
  user_name_template: '$${source.login}',
  user_name_template_type: 'BUILT_IN',
  authentication_policy: 'rstdefault0000000001',
  skip_authentication_policy: false,
};

const OAUTH = {
  grant_types: DECLARED.grant_types,
  post_logout_redirect_uris: DECLARED.post_logout_redirect_uris,
  refresh_token: { rotation_type: 'ROTATE', leeway: 30 },
  issuer_mode: 'ORG_URL',
};

/** What is changed by hand: paths in the app's JSON. Then what drift names: field, declared, actual. */
type Row = readonly [change: Readonly<Record<string, unknown>>, field: string, declared: unknown, actual: unknown];

const oauth = (name: string, value: unknown) => ({ [`settings.oauthClient.${name}`]: value });
const client = (name: string, value: unknown) => ({ [`credentials.oauthClient.${name}`]: value });
const URI = 'https://app.example.com/page';

const ROWS: readonly Row[] = [
  [{ label: 'Billing (old)' }, 'label', 'Billing', 'Billing (old)'],
  [oauth('redirect_uris', ['https://evil.test/cb']), 'redirect_uris', DECLARED.redirect_uris, ['https://evil.test/cb']],
  [oauth('post_logout_redirect_uris', []), 'post_logout_redirect_uris', DECLARED.post_logout_redirect_uris, undefined],
  [
    oauth('grant_types', ['authorization_code', 'refresh_token', 'client_credentials']),
    'grant_types',
    DECLARED.grant_types,
    ['authorization_code', 'refresh_token', 'client_credentials'],
  ],
  [
    client('token_endpoint_auth_method', 'client_secret_post'),
    'token_endpoint_auth_method',
    'client_secret_basic',
    'client_secret_post',
  ],
  [client('pkce_required', false), 'pkce_required', true, false],
  [client('autoKeyRotation', false), 'auto_key_rotation', true, false],
  [oauth('refresh_token', { rotation_type: 'STATIC' }), 'refresh_token_rotation', 'ROTATE', 'STATIC'],
  [oauth('refresh_token', { rotation_type: 'ROTATE', leeway: 60 }), 'refresh_token_leeway', 30, 60],
  [oauth('consent_method', 'REQUIRED'), 'consent_method', 'TRUSTED', 'REQUIRED'],
  [oauth('issuer_mode', 'DYNAMIC'), 'issuer_mode', 'ORG_URL', 'DYNAMIC'],
  [oauth('initiate_login_uri', URI), 'login_uri', undefined, URI],
  [oauth('client_uri', URI), 'client_uri', undefined, URI],
  [oauth('logo_uri', URI), 'logo_uri', undefined, URI],
  [oauth('tos_uri', URI), 'tos_uri', undefined, URI],
  [oauth('policy_uri', URI), 'policy_uri', undefined, URI],
  [oauth('wildcard_redirect', 'SUBDOMAIN'), 'wildcard_redirect', 'DISABLED', 'SUBDOMAIN'],
  [{ 'settings.implicitAssignment': true }, 'implicit_assignment', undefined, true],
  [{ 'settings.notes.admin': 'by hand' }, 'admin_note', undefined, 'by hand'],
  [{ 'settings.notes.enduser': 'by hand' }, 'enduser_note', undefined, 'by hand'],
  [{ 'accessibility.selfService': true }, 'accessibility_self_service', false, true],
  [{ 'accessibility.errorRedirectUrl': URI }, 'accessibility_error_redirect_url', undefined, URI],
  [{ 'visibility.autoSubmitToolbar': true }, 'auto_submit_toolbar', false, true],
  [{ 'visibility.hide.iOS': false, ...oauth('initiate_login_uri', URI) }, 'hide_ios', true, false],
  [
    { 'credentials.userNameTemplate.template': '${source.email}' },
    'user_name_template',
    '${source.login}',
    '${source.email}',
  ],
  [{ profile: { team: 'other' } }, 'profile', '{"team":"billing"}', { team: 'other' }],
  [
    oauth('network', { connection: 'ZONE', include: ['nzo1'] }),
    'network',
    undefined,
    { connection: 'ZONE', include: ['nzo1'] },
  ],
  // Settings that no attribute of okta/okta holds.
  [oauth('dpop_bound_access_tokens', true), 'settings.oauthClient.dpop_bound_access_tokens', false, true],
  [oauth('subject_type', 'pairwise'), 'settings.oauthClient.subject_type', 'public', 'pairwise'],
  [oauth('request_object_signing_alg', 'RS256'), 'settings.oauthClient.request_object_signing_alg', undefined, 'RS256'],
  [
    oauth('id_token_encrypted_response_alg', 'RSA-OAEP-256'),
    'settings.oauthClient.id_token_encrypted_response_alg',
    undefined,
    'RSA-OAEP-256',
  ],
  [{ 'visibility.autoLaunch': true }, 'visibility.autoLaunch', false, true],
  [{ 'settings.inlineHookId': 'cal1' }, 'settings.inlineHookId', undefined, 'cal1'],
];

let project: DriftProject;
beforeEach(async () => {
  project = await driftProject(folder.path);
});
afterEach(() => project.close());

test(
  'every setting that is changed by hand is named with what is declared and what Okta has',
  async () => {
    const apps = ROWS.map((_, at) => [`app-${at}`, { ...DECLARED, client_id: `client-${at}` }] as const);
    const ids: Record<string, string> = {};
    for (const [at, [name]] of apps.entries()) {
      const own = { client_id: `client-${at}`, pkce_required: true };
      const id = await project.create({ ...webApp('Billing', OAUTH, own), profile: { team: 'billing' } });
      ids[`okta_app_oauth.${name}`] = id;
    }
    project.declare(Object.fromEntries(apps));
    project.state(ids);
    const before = await project.report();
    expect(before.apps.flatMap(({ fields }) => fields)).toEqual([]);
    expect(before.verdict).toBe('same');
    for (const [at, [change]] of ROWS.entries()) await project.change(ids[`okta_app_oauth.app-${at}`] ?? '', change);
    const { apps: found } = await project.report();
    const named = (app: AppDrift | undefined, wanted: string) => app?.fields.find(({ field }) => field === wanted);
    const seen = ROWS.map(([change, field], at) => {
      const { declared, actual } = named(found[at], field) ?? { declared: 'not found', actual: found[at]?.fields };
      return [change, field, declared, actual];
    });
    expect(seen).toEqual(ROWS);
  },
  LIMIT_MS,
);

test('an unset setting that reads as its default, and a list in another order, are no drift', async () => {
  const id = await project.create({
    ...webApp('Sorted', OAUTH, { client_id: 'sorted', pkce_required: true }),
    profile: {},
  });
  const { profile: _, ...declared } = DECLARED;
  const grants = [...DECLARED.grant_types].reverse();
  project.declare({ sorted: { ...declared, label: 'Sorted', client_id: 'sorted', grant_types: grants } });
  project.state({ 'okta_app_oauth.sorted': id });
  const report = await project.report();
  expect(report.apps).toMatchObject([{ answer: 'same', fields: [] }]);
});

test('the policy link is compared, with an ID that the state resolves', async () => {
  const id = await project.create({
    ...webApp('P', OAUTH, { client_id: 'policy-app', pkce_required: true }),
    profile: { team: 'billing' },
  });
  const policy = '${data.okta_app_signon_policy.mfa.id}';
  project.declare({ p: { ...DECLARED, label: 'P', client_id: 'policy-app', authentication_policy: policy } });
  project.state({ 'okta_app_oauth.p': id, 'data.okta_app_signon_policy.mfa': 'rstmfa00000000000001' });
  const { apps } = await project.report();
  expect(apps[0]?.fields).toMatchObject([
    { field: 'authentication_policy', declared: 'rstmfa00000000000001', actual: 'rstdefault0000000001' },
  ]);
  project.state({ 'okta_app_oauth.p': id });
  const { headline } = await project.report();
  expect(headline).toBe(
    'No drift in local: 1 app as declared. Groups, groups claims and secrets were not looked at (--deep). ' +
      '1 value that only Terraform knows was not compared.',
  );
});
