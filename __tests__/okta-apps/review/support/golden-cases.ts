import type { Exchanges } from '../../../../okta-apps/shared/exchanges';
import type { ReviewInput, StackInput } from '../../../../okta-apps/review/review-input';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP, type RawChange } from './plan-json';
import { EVERYDAY_CASES } from './everyday-cases';
import { planOf, recordedStack, stackOf, TODAY } from './reviews';

function input(stacks: readonly StackInput[], more: Partial<ReviewInput> = {}): ReviewInput {
  return { today: TODAY, stacks, rules: {}, secrets: [], ...more };
}

/** Plans that real Terraform and the real provider made, by the names of their reviews. */
export const RECORDED: Readonly<Record<string, string>> = {
  'new-app': '05-write-only-secret.create',
  'new-app-with-secret-in-state': '06-write-only-secret-kept.create',
  'new-app-on-localhost': '01-minimal-web.create',
  'new-app-with-password-grant': '10-plan-time-errors.password-on-web',
  'new-app-with-fragment': '10-plan-time-errors.redirect-with-fragment',
  'new-app-with-keys': '09-private-key-jwt.create',
  'new-app-with-groups': '16-group-assignments.create',
  'app-deleted': '01-minimal-web.destroy',
  'app-updated': '02-full-web.change-redirect-uri-leeway-label',
  'app-replaced-by-client-id': '03-client-id-change-replaces.change-client-id',
  'app-replaced-by-omit-secret': '04-omit-secret-true-to-false-replaces.omit-secret-false',
  'app-secret-left-out-of-state': '04-omit-secret-true-to-false-replaces.omit-secret-true-again',
  'app-secret-version-ignored': '05-write-only-secret.bump-version',
  'app-activated': '07-status-inactive.activate',
  'app-deactivated': '07-status-inactive.deactivate-and-relabel',
  'app-refresh-tokens-rotate': '08-static-refresh-token.rotate-with-default-leeway',
  'app-refresh-tokens-gone': '08-static-refresh-token.drop-the-grant',
  'app-keys-by-address': '09-private-key-jwt.jwks-uri-instead',
  'app-policy-set': '27-skip-policy.policy-set',
  'app-imported': '11-import-existing.import-with-matching-config',
  'drift-label-and-redirect-uri': '12-drift-label-and-uris.plan-after-drift',
  'drift-policy-and-pkce': '13-drift-unseen.plan-after-drift',
  'drift-group-added': '25-extra-group-outside.staff-added-by-hand',
  'drift-assignment-deleted': '24-group-assignment.gone-outside',
  'trusted-origin-new': '15-trusted-origin.create',
  'trusted-origin-less': '15-trusted-origin.deactivate-and-rename',
  'trusted-origin-deleted': '15-trusted-origin.destroy',
  'group-removed': '16-group-assignments.remove-one',
  'three-apps': '18-three-apps-outputs.change-one-drop-one',
  'outputs-only': '26-group-prefix.asks-for-staff',
  'failed-app-deleted-outside': '14-deleted-outside.plan',
  'failed-group-missing': '16-group-assignments.missing-group',
  'failed-token-refused': '21-forbidden.bad-token',
  'failed-invalid-code': '10-plan-time-errors.secret-and-wo',
};

/** The replacement of recording 03 as `prevent_destroy` stops it, with the message of recording 02. */
function prevented(): StackInput {
  const { plan } = recordedStack('03-client-id-change-replaces.change-client-id');
  const detail =
    'Resource okta_app_oauth.app has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed. To avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or reduce the scope of the plan using the -target option.';
  return {
    stack: 'storefront-prod',
    environment: 'prod',
    production: true,
    ...(plan !== undefined && { plan: { ...plan, errored: true } }),
    diagnostics: [{ severity: 'error', summary: 'Instance cannot be destroyed', detail }],
  };
}

function inEnvironment(environment: string, changes: readonly RawChange[], more: Partial<StackInput> = {}): StackInput {
  return stackOf(rawPlan(changes), {
    stack: `storefront-${environment}`,
    environment,
    production: environment === 'prod',
    ...more,
  });
}

const risky = appChange(
  {},
  {
    redirect_uris: [
      'https://shop.acme.com/cb',
      'https://pay.acme.com/cb',
      'https://acme-login.net/cb',
      'http://shop.acme.com/cb',
      'http://localhost:8080/cb',
      'https://*.acme.com/cb',
      'com.acme.shop:/cb',
    ],
    post_logout_redirect_uris: ['https://bye.example/'],
    login_uri: 'http://shop.acme.com/login',
    grant_types: ['authorization_code', 'implicit', 'refresh_token'],
    response_types: ['code', 'token'],
    refresh_token_rotation: 'STATIC',
    pkce_required: false,
    consent_method: 'TRUSTED',
    implicit_assignment: true,
    token_endpoint_auth_method: 'none',
    authentication_policy: 'rstdefault0000000001',
    issuer_mode: 'CUSTOM_URL',
    wildcard_redirect: 'SUBDOMAIN',
  },
);

const withoutPolicy = (values: Record<string, unknown>) => ({
  resource: { okta_app_oauth: { app: { label: 'Storefront', ...values } } },
});
const LOCK = (version: string) =>
  `provider "registry.terraform.io/okta/okta" {\n  version = "${version}"\n  hashes = [\n    "h1:${version}=",\n  ]\n}\n`;
const EVIL =
  '`|</details><img src=x onerror=alert(1)> @acme/admins #1 [click](javascript:alert(1)) **bold** \u202ednuora\u202c\u200b\n## Approved ✅';

const waiver = (rule: string, expires: string) => ({
  rule,
  address: 'okta_app_oauth.web',
  reason: 'The shop moves on 1 December.',
  expires,
});

const BUILT: Readonly<Record<string, () => ReviewInput>> = {
  'failed-destroy-prevented': () => input([prevented()]),
  'every-risk-of-an-app': () => input([inEnvironment('prod', [risky])]),
  'three-environments': () =>
    input([
      inEnvironment('prod', [appChange({}, { pkce_required: false })]),
      inEnvironment('staging', [appChange({}, { label: 'Shop' }), newApp({ label: 'Pay' }, 'okta_app_oauth.pay')]),
      {
        stack: 'storefront-dev',
        environment: 'dev',
        production: false,
        failure: 'the variable OKTA_API_TOKEN_DEV is not set',
      },
      { stack: 'billing-prod', environment: 'prod', production: true },
    ]),
  'moved-forgotten-and-hidden': () =>
    input([
      inEnvironment('prod', [
        rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP, {}, { previous_address: 'okta_app_oauth.shop' }),
        rawChange('okta_app_oauth.old', SOUND_APP, null, { actions: ['forget'] }),
        rawChange(
          'okta_app_oauth.secretive',
          SOUND_APP,
          { ...SOUND_APP, redirect_uris: ['https://x.example/'] },
          { after_sensitive: { redirect_uris: true } },
        ),
        rawChange(
          'okta_app_oauth.later',
          SOUND_APP,
          { ...SOUND_APP, login_uri: null },
          { after_unknown: { login_uri: true } },
        ),
        rawChange('okta_auth_server.main', { name: 'main' }, null),
        rawChange('random_pet.name', { id: 'a' }, { id: 'b' }),
      ]),
    ]),
  'policy-taken-out-of-code': () =>
    input([
      recordedStack('27-skip-policy.policy-out-of-the-code', {
        synthesized: {
          before: withoutPolicy({ authentication_policy: 'rstmfa00000000000001' }),
          after: withoutPolicy({}),
        },
      }),
    ]),
  'waivers-valid-and-expired': () =>
    input([inEnvironment('prod', [appChange({}, { pkce_required: false, status: 'INACTIVE' })])], {
      rules: { prod: { waivers: [waiver('app/deactivated', '2026-12-01'), waiver('pkce/off', '2026-11-01')] } },
    }),
  'tool-and-versions': () =>
    input([inEnvironment('prod', [appChange({}, {})])], {
      changedFiles: ['.github/workflows/plan.yml', 'env/prod.ts', 'rules/app/pkce.ts', 'stacks/storefront.ts'],
      lock: { before: LOCK('6.12.0'), after: LOCK('6.14.0') },
    }),
  rehearsal: () =>
    input([
      inEnvironment(
        'prod',
        [appChange({}, { redirect_uris: ['https://shop.acme.com/cb', 'https://pay.acme.com/cb'] })],
        {
          rehearsal: true,
          notes: ['left out: resources of hashicorp/random'],
        },
      ),
    ]),
  'hostile-texts': () =>
    input([
      inEnvironment('prod', [
        appChange(
          { label: EVIL },
          { label: `${EVIL}2`, redirect_uris: ['https://shop.acme.com/cb', `https://evil.example/${EVIL}`] },
        ),
        rawChange(`okta_app_oauth.x["${EVIL}"]`, SOUND_APP, null),
      ]),
      {
        stack: `storefront-${EVIL}`,
        environment: EVIL,
        production: false,
        failure: EVIL,
        notes: [EVIL],
        diagnostics: [{ severity: 'warning', summary: EVIL, detail: '```\n```' }],
      },
    ]),
  'shown-by-requests': () => {
    const addresses = ['okta_app_oauth.web'];
    const evil = `https://evil.example/${EVIL}`;
    const refused = { accepted: false, says: `invalid_redirect_uri: ${EVIL} does not have ${evil}` };
    const accepted = { accepted: true, says: 'the browser is sent to the app with code' };
    const authorize = (uri: string) => `GET /oauth2/v1/authorize?client_id=x&response_type=code&redirect_uri=${uri}`;
    const stack = inEnvironment('prod', [
      appChange(
        { label: EVIL, redirect_uris: ['https://shop.acme.com/cb', 'https://shop.acme.com/old'] },
        { label: EVIL, redirect_uris: ['https://shop.acme.com/cb', evil], pkce_required: false },
      ),
    ]);
    const exchanges: Exchanges = {
      sent: 12,
      differing: [
        {
          addresses,
          about: [{ attribute: 'redirect_uris', value: evil }],
          request: authorize(evil),
          before: refused,
          after: accepted,
        },
        {
          addresses,
          about: [{ attribute: 'redirect_uris', value: 'https://shop.acme.com/old' }],
          request: authorize('https://shop.acme.com/old'),
          before: accepted,
          after: refused,
        },
        { addresses, about: [{ attribute: 'color' }], request: `GET /${EVIL}`, before: refused, after: accepted },
      ],
      notAsked: [{ addresses, about: { attribute: 'jwks_uri' }, why: 'the org would have to fetch the keys' }],
    };
    return input([{ ...stack, exchanges }]);
  },
  'nothing-changes': () =>
    input([{ ...inEnvironment('prod', [appChange({}, {})]), plan: planOf(rawPlan([appChange({}, {})])) }]),
  'no-stack': () => input([]),
};

/** Every golden case by name. */
export const GOLDEN_CASES: Readonly<Record<string, () => ReviewInput>> = {
  ...Object.fromEntries(
    Object.entries(RECORDED).map(([name, recording]) => [name, () => input([recordedStack(recording)])]),
  ),
  ...BUILT,
  ...EVERYDAY_CASES,
};
