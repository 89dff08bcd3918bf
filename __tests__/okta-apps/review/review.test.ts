import { ReviewError } from '../../../okta-apps/review/review-input';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP } from './support/plan-json';
import { recordedStack, reviewOf, ruleIds, stackOf } from './support/reviews';

const EMPTY = rawPlan([]);

describe('an input that contradicts itself is refused', () => {
  it.each([
    ['no day', [], { today: 'tomorrow' }, 'today must be a day, YYYY-MM-DD, got "tomorrow"'],
    [
      'a stack twice',
      [stackOf(EMPTY), stackOf(EMPTY)],
      {},
      'stack "storefront-prod" is there twice; give each stack once',
    ],
    [
      'a plan and a failure',
      [stackOf(EMPTY, { failure: 'x' })],
      {},
      'stack "storefront-prod" has a plan and a failure; give one of them',
    ],
  ])('%s', (_title, stacks, more, message) => {
    expect(() => reviewOf(stacks, more)).toThrow(new ReviewError(message));
  });
});

describe('the order', () => {
  it('of stacks is by environment and name, production last', () => {
    const stack = (name: string, environment: string) => ({
      stack: name,
      environment,
      production: environment === 'prod',
    });
    const { stacks, environments } = reviewOf([
      stack('b-prod', 'prod'),
      stack('a-prod', 'prod'),
      stack('a-staging', 'staging'),
      stack('a-dev', 'dev'),
    ]);
    expect(stacks.map(({ stack: name }) => name)).toEqual(['a-dev', 'a-staging', 'a-prod', 'b-prod']);
    expect(environments.map(({ environment }) => environment)).toEqual(['dev', 'staging', 'prod']);
  });

  it('of findings is worst first, production first, accepted last', () => {
    const change = appChange({}, { pkce_required: false, label: 'x', redirect_uris: [], status: 'INACTIVE' });
    const stack = (environment: string) =>
      stackOf(rawPlan([change]), { stack: `s-${environment}`, environment, production: environment === 'prod' });
    const waiver = { rule: 'app/deactivated', address: 'okta_app_oauth.web', reason: 'closed', expires: '2027-01-01' };
    const { findings } = reviewOf([stack('dev'), stack('prod')], { rules: { prod: { waivers: [waiver] } } });
    expect(findings.map(({ severity, environment, rule }) => `${severity} ${environment} ${rule}`)).toEqual([
      'block dev app/deactivated',
      'high prod pkce/off',
      'high dev pkce/off',
      'medium prod redirect-uri/removed',
      'info dev redirect-uri/removed',
      'block prod app/deactivated',
    ]);
  });
});

it('counts what happens in an environment', () => {
  const changes = [
    newApp({}, 'okta_app_oauth.a'),
    rawChange('okta_app_oauth.b', SOUND_APP, { ...SOUND_APP, label: 'B' }),
    rawChange('okta_app_oauth.c', SOUND_APP, SOUND_APP, { actions: ['create', 'delete'] }),
    rawChange('okta_app_oauth.d', SOUND_APP, null),
    rawChange('okta_app_oauth.e', SOUND_APP, SOUND_APP, { importing: { id: 'x' } }),
    rawChange('okta_app_oauth.f', SOUND_APP, SOUND_APP),
  ];
  const drift = [
    rawChange('okta_app_oauth.f', SOUND_APP, { ...SOUND_APP, label: 'By hand' }),
    rawChange('okta_app_oauth.e', { ...SOUND_APP, login_scopes: null }, { ...SOUND_APP, login_scopes: [] }),
  ];
  const stacks = [
    stackOf(rawPlan(changes, { resource_drift: drift })),
    { stack: 'failed-prod', environment: 'prod', production: true, failure: 'no token' },
    { stack: 'same-prod', environment: 'prod', production: true },
    stackOf(rawPlan([], { errored: true }), { stack: 'stopped-prod' }),
  ];
  expect(reviewOf(stacks).environments).toEqual([
    {
      environment: 'prod',
      production: true,
      rehearsal: false,
      create: 1,
      change: 1,
      replace: 1,
      delete: 1,
      import: 1,
      drift: 1,
      findings: { block: 4, high: 7, medium: 0, info: 0 },
      waived: 0,
      stacks: { planned: 1, stopped: 1, failed: 1, unchanged: 1 },
    },
  ]);
});

describe('the verdict and the headline', () => {
  it.each([
    ['nothing to review', [], 'nothing', 'there is no stack to review'],
    ['no change', [stackOf(rawPlan([appChange({}, {})]))], 'nothing', 'nothing changes'],
    [
      'nothing but what was changed by hand, for the record',
      [stackOf(rawPlan([], { resource_drift: [appChange({}, { label: 'x' })] }), { production: false })],
      'nothing',
      'the plan changes nothing; what was changed outside Terraform stays as it is',
    ],
    [
      'a harmless change',
      [stackOf(rawPlan([appChange({}, { label: 'x' })]))],
      'changes',
      'nothing was found that changes how people sign in',
    ],
    [
      'a change of outputs',
      [recordedStack('26-group-prefix.asks-for-staff')],
      'changes',
      'nothing was found that changes how people sign in',
    ],
    [
      'nothing but changes that are put off',
      [stackOf(rawPlan([], { deferred_changes: [{ reason: 'instance_count_unknown' }] }))],
      'changes',
      'some of what would happen is not in this review',
    ],
    [
      'a risk',
      [stackOf(rawPlan([appChange({}, { pkce_required: false })]))],
      'changes',
      'a stolen authorization code can be exchanged for tokens',
    ],
    [
      'a block',
      [stackOf(rawPlan([appChange({}, { status: 'INACTIVE' })]))],
      'blocked',
      'the app is deactivated: users cannot sign in to it until it is active again',
    ],
    [
      'an app deleted outside',
      [recordedStack('14-deleted-outside.plan')],
      'blocked',
      'the app was deleted in Okta, so users cannot sign in to it; this stack cannot be applied',
    ],
    [
      'no plan',
      [recordedStack('21-forbidden.bad-token')],
      'failed',
      'the plan failed, so its effect is unknown; this stack cannot be applied',
    ],
  ])('say: %s', (_title, stacks, verdict, means) => {
    const reviewed = reviewOf(stacks);
    expect(reviewed.verdict).toBe(verdict);
    expect(reviewed.headline.means).toBe(means);
  });

  it('name the app by the label that people know', () => {
    const reviewed = reviewOf([recordedStack('12-drift-label-and-uris.plan-after-drift')]);
    expect(reviewed.headline).toMatchObject({ subject: 'Storefront', environment: 'prod' });
  });
});

it('does not let drift pass for a change', () => {
  const [stack] = reviewOf([recordedStack('12-drift-label-and-uris.plan-after-drift')]).stacks;
  expect(stack?.changes).toEqual([
    expect.objectContaining({ kind: 'update', differences: [], reverted: ['label', 'redirect_uris'] }),
  ]);
  expect(stack?.drift[0]?.differences.map(({ attribute, fate }) => `${attribute} ${fate}`)).toEqual([
    'label reverted',
    'redirect_uris reverted',
  ]);
});

it('finds what a plan of the same app says about secrets in rotation', () => {
  const stack = stackOf(rawPlan([appChange({}, { label: 'x' })]), {
    activeSecrets: { 'okta_app_oauth.web': 2, toString: 9 },
  });
  expect(ruleIds(reviewOf([stack]))).toEqual(['client-secret/rotation-in-progress']);
});

it('knows the hosts of the app that a redirect URI of its own resource belongs to', () => {
  const extra = rawChange('okta_app_oauth_redirect_uri.x', null, { app_id: '0oa1', uri: 'https://pay.acme.com/cb' });
  expect(ruleIds(reviewOf([stackOf(rawPlan([appChange({}, {}), extra]))]))).toEqual(['redirect-uri/new-host']);
});

it('is not taken in by names that every object has', () => {
  const stack = stackOf(rawPlan([appChange({}, { status: 'INACTIVE' })]), {
    environment: 'constructor',
    stack: '__proto__',
  });
  expect(reviewOf([stack]).verdict).toBe('blocked');
});
