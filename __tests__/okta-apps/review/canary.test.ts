import { parseDiagnostics } from '../../../okta-apps/plan/parse-plan';
import { readPlan } from '../../../okta-apps/resources/read-plan';
import { renderJson } from '../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { renderText } from '../../../okta-apps/review/render/text';
import { review } from '../../../okta-apps/review/review';
import { stackManifest } from '../../support/plain-project';
import { appChange, rawChange, rawPlan, SOUND_APP } from './support/plan-json';
import { recordedJson, TODAY } from './support/reviews';

/** A secret of the environment: it may stand anywhere. */
const KNOWN = 'canary/known "secret"+value';
/** Secrets that only their place gives away. */
const BY_PLACE = 'canary-by-place-value';

const PLAN = rawPlan(
  [
    appChange(
      {
        client_secret: BY_PLACE,
        client_basic_secret: `${BY_PLACE}-old`,
        jwks: [{ kid: 'a', kty: 'RSA', n: 'x', d: BY_PLACE }],
      },
      {
        client_secret: BY_PLACE,
        client_basic_secret: `${BY_PLACE}-new`,
        client_basic_secret_wo: BY_PLACE,
        label: `Shop ${KNOWN}`,
        redirect_uris: [
          `https://me:${BY_PLACE}@evil.example/?k=${encodeURIComponent(KNOWN)}`,
          `https://me:${BY_PLACE}@evil.example/`,
        ],
        profile: JSON.stringify({ apiKey: BY_PLACE, note: KNOWN }),
        admin_note: `see ${KNOWN}`,
        jwks: [{ kid: 'a', kty: 'RSA', n: 'y', d: BY_PLACE }],
        [KNOWN]: KNOWN,
      },
      {
        before_sensitive: { client_secret: true },
        after_sensitive: { client_secret: true, redirect_uris: [false, false], jwks: [{}] },
      },
    ),
    rawChange(`okta_app_oauth.x["${KNOWN}"]`, { ...SOUND_APP, label: KNOWN }, null),
    rawChange(
      'okta_idp_oidc.x',
      null,
      { client_secret: BY_PLACE, name: 'x', unmarked: BY_PLACE },
      { after_sensitive: undefined },
    ),
    rawChange('random_password.x', null, { result: BY_PLACE, length: 8 }, { after_sensitive: { result: true } }),
    rawChange('tls_private_key.x', null, { private_key_pem: `-----BEGIN RSA PRIVATE KEY-----\n${BY_PLACE}` }),
    rawChange(
      'vault_thing.x',
      { token: BY_PLACE, a: ['b'] },
      { token: `${BY_PLACE}2`, a: [BY_PLACE] },
      { before_sensitive: { a: [false] }, after_sensitive: { a: [true] } },
    ),
  ],
  {
    resource_drift: [appChange({}, { client_basic_secret: BY_PLACE, label: KNOWN })],
    output_changes: {
      secret: {
        actions: ['update'],
        before: BY_PLACE,
        after: BY_PLACE,
        before_sensitive: true,
        after_sensitive: false,
      },
    },
    checks: [
      { address: { to_display: 'check.x' }, status: 'fail', instances: [{ problems: [{ message: `got ${KNOWN}` }] }] },
    ],
    planned_values: { outputs: { secret: { value: BY_PLACE } } },
    variables: { token: { value: KNOWN } },
  },
);

const options = { secrets: [KNOWN] };
const code = (value: string) => ({
  resource: { okta_app_oauth: { web: { label: KNOWN, authentication_policy: value, client_basic_secret: BY_PLACE } } },
});

/** A secret at every place that a caller can put one. */
function outputs(): string[] {
  const waiver = { rule: 'pkce/off', address: KNOWN, reason: KNOWN, expires: '2020-01-01' };
  const reviewed = review({
    today: TODAY,
    secrets: [KNOWN],
    stacks: [
      {
        stack: `shop-${KNOWN}`,
        environment: 'prod',
        production: true,
        plan: readPlan(PLAN, options),
        diagnostics: parseDiagnostics(
          [{ severity: 'warning', summary: KNOWN, detail: KNOWN, address: KNOWN }],
          options,
        ),
        synthesized: { before: code(KNOWN), after: code('') },
        notes: [KNOWN],
      },
      { stack: 'failed-prod', environment: 'prod', production: true, failure: `terraform said ${KNOWN}` },
    ],
    rules: { prod: { waivers: [waiver] } },
    proposedRules: { prod: { waivers: [{ ...waiver, reason: `other ${KNOWN}` }] } },
    settings: {
      before: [stackManifest('shop-prod', { rules: { waivers: [waiver] } })],
      after: [
        stackManifest('shop-prod', {
          org: { name: KNOWN, baseUrl: 'okta.com' },
          rules: { waivers: [{ ...waiver, reason: `other ${KNOWN}` }] },
          passVariables: [KNOWN],
        }),
        stackManifest('shop-other', { environment: KNOWN, org: { name: `x${KNOWN}`, baseUrl: 'okta.com' } }),
      ],
    },
    changedFiles: [`rules/${KNOWN}.ts`],
  });
  return [
    renderMarkdown(reviewed),
    renderText(reviewed),
    renderText(reviewed, { color: true }),
    renderJson(reviewed),
    JSON.stringify(reviewed),
  ];
}

it('shows a secret in no output, whatever place it stands at', () => {
  for (const text of outputs()) {
    expect(text).toContain('(sensitive)');
    expect(text.replace(/failed-prod/g, '')).not.toContain('canary');
    for (const secret of [KNOWN, BY_PLACE]) {
      expect(text).not.toContain(encodeURIComponent(secret));
      expect(text).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    }
  }
});

it('shows the secret that Okta made in no output of a recorded plan', () => {
  for (const name of ['01-minimal-web.destroy', '08-static-refresh-token.rotate-with-default-leeway']) {
    const { plan } = recordedJson(name);
    expect(JSON.stringify(plan)).toContain('okta-generated-');
    const stack = { stack: 'a-prod', environment: 'prod', production: true, plan: readPlan(plan, { secrets: [] }) };
    const reviewed = review({ today: TODAY, secrets: [], rules: {}, stacks: [stack] });
    for (const text of [renderMarkdown(reviewed), renderText(reviewed), renderJson(reviewed)])
      expect(text).not.toContain('okta-generated');
  }
});
