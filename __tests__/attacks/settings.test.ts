import type { Waiver } from '../../okta-apps/shared/environment-rules';
import { INITIAL_SECRETS, type StackManifest } from '../../okta-apps/shared/stack-manifest';
import { reviewOf } from '../okta-apps/review/support/reviews';
import { stackManifest } from '../support/plain-project';

// threats.md, section 13: what an environment says is compared between base and change.

const TOKEN = { type: 'api-token', tokenVariable: 'ACME_PROD_APPLY' } as const;
const APP = {
  type: 'service-app',
  clientId: '0oa1',
  privateKeyId: 'k1',
  privateKeyVariable: 'ACME_PROD_KEY',
  scopes: ['okta.apps.manage'],
} as const;
const PLAN = { type: 'api-token', tokenVariable: 'ACME_PROD_PLAN' } as const;
const WAIVER: Waiver = { rule: 'app/deleted', address: 'okta_app_oauth.old', reason: 'gone', expires: '2026-12-31' };

const PROD: Partial<StackManifest> = {
  environment: 'prod',
  production: true,
  org: { name: 'acme', baseUrl: 'okta.com', rateLimits: { percent: 40, perMinute: { '/api/v1/apps': 50 } } },
  approvals: 2,
  approvers: ['mona'],
  credentials: { plan: PLAN, apply: APP, applyOrigins: TOKEN },
  rules: {
    severities: { 'grant-type/implicit-discouraged': 'error' },
    waivers: [WAIVER],
    forbidPlaceholderHosts: true,
    requireAuthenticationPolicy: true,
    maxRedirectUris: 10,
    reviewSeverities: { 'pkce/off': 'block' },
  },
  passVariables: ['TF_LOG'],
};
const DEV: Partial<StackManifest> = { environment: 'dev' };

const rules = (more: StackManifest['rules']): Partial<StackManifest> => ({ rules: { ...PROD.rules, ...more } });
const org = (more: Partial<StackManifest['org']>): Partial<StackManifest> => ({
  org: { name: 'acme', baseUrl: 'okta.com', rateLimits: { percent: 40, perMinute: { '/api/v1/apps': 50 } }, ...more },
});
const apply = (more: object): Partial<StackManifest> => ({
  credentials: { plan: PLAN, apply: { ...APP, ...more }, applyOrigins: TOKEN },
});
const without = (...keys: readonly (keyof NonNullable<StackManifest['rules']>)[]): Partial<StackManifest> => ({
  rules: Object.fromEntries(Object.entries(PROD.rules ?? {}).filter(([key]) => !keys.includes(key as never))),
});

/** Environments are one list; a step is one text. */
const said = (value: string): string => [JSON.parse(value) as string | string[]].flat().join(' · ');

/** `block org.name prod: acme → evil` of everything that is found. */
function found(before: readonly StackManifest[], after: readonly StackManifest[]): readonly string[] {
  const { findings } = reviewOf([], { settings: { before, after } });
  return findings.map(({ severity, prop, value }) => `${severity} ${prop} ${said(value)}`);
}

const shop = (more: Partial<StackManifest> = {}) => stackManifest('shop-prod', { ...PROD, ...more });

describe('what loosens, or leads elsewhere, is found', () => {
  test.each<[attack: string, change: Partial<StackManifest>, says: readonly string[]]>([
    ['another org', org({ name: 'evil' }), ['block org.name prod: acme → evil']],
    ['another domain of Okta', org({ baseUrl: 'okta.evil' }), ['block org.baseUrl prod: okta.com → okta.evil']],
    ['an org on this machine', { local: true }, ['block local prod: false → true']],
    ['another environment', { environment: 'dev' }, ['block environment prod: prod → dev']],
    ['no production', { production: false }, ['high production prod: true → false']],
    ['fewer approvals', { approvals: 0 }, ['high approvals prod: 2 → 0']],
    [
      'another credential',
      apply({ privateKeyVariable: 'OTHER' }),
      ['block credentials.apply prod: service-app 0oa1 ACME_PROD_KEY → service-app 0oa1 OTHER'],
    ],
    [
      'another kind of credential',
      { credentials: { plan: PLAN, apply: TOKEN, applyOrigins: TOKEN } },
      ['block credentials.apply prod: service-app 0oa1 ACME_PROD_KEY → api-token ACME_PROD_APPLY'],
    ],
    [
      'the apply credential for plans',
      { credentials: { plan: TOKEN, apply: APP, applyOrigins: TOKEN } },
      ['block credentials.plan prod: api-token ACME_PROD_PLAN → api-token ACME_PROD_APPLY'],
    ],
    [
      'another client',
      apply({ clientId: '0oa2' }),
      ['block credentials.apply prod: service-app 0oa1 ACME_PROD_KEY → service-app 0oa2 ACME_PROD_KEY'],
    ],
    [
      'more scopes',
      apply({ scopes: ['okta.apps.manage', 'okta.users.manage'] }),
      ['high credentials.apply prod: scopes: none → okta.users.manage'],
    ],
    ['another approver', { approvers: ['mona', 'eve'] }, ['high approvers prod: none → eve']],
    ['approvals of everyone', { approvers: undefined } as object, ['high approvers prod: ["mona"] → everyone']],
    [
      'more variables for Terraform',
      { passVariables: ['TF_LOG', 'AWS_PROFILE'] },
      ['high passVariables prod: none → AWS_PROFILE'],
    ],
    [
      'a waiver',
      rules({ waivers: [WAIVER, { ...WAIVER, address: 'okta_app_oauth.web' }] }),
      ['high rules.waivers prod: app/deleted okta_app_oauth.web: none → until 2026-12-31: gone'],
    ],
    [
      'a longer waiver',
      rules({ waivers: [{ ...WAIVER, expires: '2030-01-01' }] }),
      ['high rules.waivers prod: app/deleted okta_app_oauth.old: until 2026-12-31 → until 2030-01-01'],
    ],
    [
      'a lower severity of the review',
      rules({ reviewSeverities: { 'pkce/off': 'info' } }),
      ['high rules.reviewSeverities prod: pkce/off: block → info'],
    ],
    [
      'the usual severity in place of a stricter one',
      without('reviewSeverities'),
      ['high rules.reviewSeverities prod: pkce/off: block → high (usual)'],
    ],
    [
      'a lower severity of the synthesis',
      rules({ severities: { 'grant-type/implicit-discouraged': 'off' } }),
      ['high rules.severities prod: grant-type/implicit-discouraged: error → off'],
    ],
    ['placeholder hosts', without('forbidPlaceholderHosts'), ['high rules.forbidPlaceholderHosts prod: true → false']],
    [
      'no authentication policy',
      without('requireAuthenticationPolicy'),
      ['high rules.requireAuthenticationPolicy prod: true → false'],
    ],
    ['no limit of URIs', without('maxRedirectUris'), ['high rules.maxRedirectUris prod: 10 → none']],
    [
      'more requests',
      org({ rateLimits: { percent: 100, perMinute: { '/api/v1/apps': 50 } } }),
      ['high org.rateLimits.percent prod: 40 → 100'],
    ],
  ])('%s', (_, change, says) => {
    expect(found([shop()], [shop(change)])).toEqual(says);
  });
});

describe('what tightens, or is equal, stops no change', () => {
  test.each<[everyday: string, change: Partial<StackManifest>, says: readonly string[]]>([
    ['nothing', {}, []],
    ['an app with a secret of its own', { [INITIAL_SECRETS]: [{ variable: 'x', address: 'okta_app_oauth.x' }] }, []],
    ['more approvals', { approvals: 3 }, ['info approvals prod: 2 → 3']],
    ['fewer variables for Terraform', { passVariables: [] }, ['info passVariables prod: TF_LOG → none']],
    ['fewer scopes', apply({ scopes: [] }), ['info credentials.apply prod: scopes: okta.apps.manage → none']],
    [
      'another key of the same client',
      apply({ privateKeyId: 'k2' }),
      ['medium credentials.apply prod: privateKeyId: k1 → k2'],
    ],
    [
      'a waiver less',
      rules({ waivers: [] }),
      ['info rules.waivers prod: app/deleted okta_app_oauth.old: until 2026-12-31: gone → none'],
    ],
    [
      'a shorter waiver',
      rules({ waivers: [{ ...WAIVER, expires: '2026-12-01' }] }),
      ['info rules.waivers prod: app/deleted okta_app_oauth.old: until 2026-12-31 → until 2026-12-01'],
    ],
    [
      'a better reason',
      rules({ waivers: [{ ...WAIVER, reason: 'shut down in May' }] }),
      [
        'medium rules.waivers prod: app/deleted okta_app_oauth.old: until 2026-12-31: gone → until 2026-12-31: shut down in May',
      ],
    ],
    [
      'a higher severity of the review',
      rules({ reviewSeverities: { 'pkce/off': 'block', 'app/unprotected': 'high' } }),
      ['info rules.reviewSeverities prod: app/unprotected: medium (usual) → high'],
    ],
    [
      'what is usual, said once more',
      rules({ reviewSeverities: { 'pkce/off': 'block', 'app/unprotected': 'medium' } }),
      [],
    ],
    [
      'a severity of a rule that is not known',
      rules({ reviewSeverities: { 'pkce/off': 'block', 'x/y': 'high' } }),
      ['medium rules.reviewSeverities prod: x/y: none → high'],
    ],
    ['fewer URIs', rules({ maxRedirectUris: 5 }), ['info rules.maxRedirectUris prod: 10 → 5']],
    [
      'fewer requests',
      org({ rateLimits: { percent: 10, perMinute: { '/api/v1/apps': 50 } } }),
      ['info org.rateLimits.percent prod: 40 → 10'],
    ],
    [
      'a figure of another bucket',
      org({ rateLimits: { percent: 40, perMinute: { '/api/v1/apps': 50, other: 9 } } }),
      ['medium org.rateLimits.perMinute prod: other: none → 9'],
    ],
  ])('%s', (_, change, says) => {
    expect(found([shop()], [shop(change)])).toEqual(says);
  });

  test.each<[everyday: string, after: StackManifest, says: readonly string[]]>([
    ['a new stack', stackManifest('desk-prod', PROD), []],
    [
      'the first trusted origin',
      stackManifest('origins-prod', { ...PROD, credentials: { plan: PLAN, apply: TOKEN, applyOrigins: TOKEN } }),
      [],
    ],
    [
      'an environment more',
      stackManifest('shop-qa', {
        environment: 'qa',
        org: { name: 'acme-qa', baseUrl: 'okta.com' },
        credentials: { plan: { ...PLAN, tokenVariable: 'QA' }, apply: { ...PLAN, tokenVariable: 'QA_APPLY' } },
      }),
      ['medium environments qa: acme-qa.okta.com'],
    ],
  ])('%s', (_, after, says) => {
    expect(found([shop()], [shop(), after])).toEqual(says);
  });
});

describe('a new stack is compared with what it writes to', () => {
  test.each<[attack: string, stack: string, change: Partial<StackManifest>, says: readonly string[]]>([
    ['fewer approvals', 'desk-prod', { approvals: 0 }, ['high approvals prod (desk-prod): 2 → 0']],
    [
      'the credential of the trusted origins',
      'desk-prod',
      { credentials: { plan: PLAN, apply: TOKEN, applyOrigins: TOKEN } },
      ['block credentials.apply prod (desk-prod): service-app 0oa1 ACME_PROD_KEY → api-token ACME_PROD_APPLY'],
    ],
    [
      'another name for the org of production',
      'desk-qa',
      { environment: 'qa', production: false, approvals: 0 },
      [
        'block environment prod (desk-qa): prod → qa',
        'high approvals prod (desk-qa): 2 → 0',
        'high production prod (desk-qa): true → false',
      ],
    ],
    [
      'the credential of production for another org',
      'desk-qa',
      { environment: 'qa', org: { name: 'evil', baseUrl: 'okta.com' }, credentials: { plan: PLAN, apply: PLAN } },
      [
        'block credentials.apply prod (desk-qa): ACME_PROD_PLAN: acme.okta.com → evil.okta.com',
        'block credentials.plan prod (desk-qa): ACME_PROD_PLAN: acme.okta.com → evil.okta.com',
        'medium environments qa: evil.okta.com',
      ],
    ],
  ])('%s', (_, stack, change, says) => {
    const origins = stackManifest('origins-prod', {
      ...PROD,
      credentials: { plan: PLAN, apply: TOKEN, applyOrigins: TOKEN },
    });
    const after = [shop(), origins, stackManifest(stack, { ...PROD, ...change })];
    expect([...found([shop(), origins], after)].sort()).toEqual(says);
  });
});

test('one finding for all environments and stacks, and the stacks where only some of them have it', () => {
  const stacks = (approvals: number, others = approvals) => [
    shop({ approvals }),
    stackManifest('desk-prod', { ...PROD, approvals: others }),
    stackManifest('shop-dev', { ...DEV, approvals }),
  ];
  expect(found(stacks(2), stacks(0))).toEqual(['high approvals dev, prod: 2 → 0']);
  expect(found(stacks(2), stacks(0, 1))).toEqual([
    'high approvals dev, prod (shop-prod): 2 → 0',
    'high approvals prod (desk-prod): 2 → 1',
  ]);
  expect(found(stacks(2), stacks(1, 3))).toEqual([
    'high approvals dev, prod (shop-prod): 2 → 1',
    'info approvals prod (desk-prod): 2 → 3',
  ]);
});

describe('a step to another org', () => {
  const settings = { before: [shop()], after: [shop(org({ name: 'acme-eu' }))] };
  const waiver = { rule: 'setting/other-target', reason: 'the org moves', expires: '2026-12-31' };
  const reviewed = (address: string) =>
    reviewOf([], { settings, rules: { prod: { waivers: [{ ...waiver, address }] } } });

  test('says how a waiver of the base accepts this one and no other', () => {
    expect(reviewed('org.name: acme → acme-eu').verdict).not.toBe('blocked');
    for (const address of ['org.name: acme → acme', 'org.name', 'org.baseUrl: acme → acme-eu']) {
      expect(reviewed(address)).toMatchObject({
        verdict: 'blocked',
        findings: [
          {
            environment: 'prod',
            address: 'org.name: acme → acme-eu',
            message:
              'org.name must be that of the base, got "prod: acme → acme-eu"; restore it, or accept this step with a waiver in env/ first [setting/other-target]',
          },
        ],
      });
    }
  });
});
