import { teamOf, type ParityRow } from '../../../okta-apps/review/parity';
import { appChange, rawPlan, type Attributes } from './support/plan-json';
import { reviewOf, stackOf } from './support/reviews';

const CHANGED = { label: 'Shop' };

/** A stack of a team with one app that has these values afterwards; changed unless said otherwise. */
function stack(environment: string, after: Attributes, before: Attributes = CHANGED) {
  return stackOf(rawPlan([appChange({ ...after, ...before }, after)]), {
    stack: `storefront-${environment}`,
    environment,
    production: environment === 'prod',
  });
}

const values = (rows: readonly ParityRow[]) =>
  rows.map(
    ({ attribute, values: all }) =>
      `${attribute} ${all.map(({ environment, value }) => `${environment}=${value}`).join(' ')}`,
  );

it.each([
  ['storefront-prod', 'prod', 'storefront'],
  ['back-office-eu-prod', 'eu-prod', 'back-office'],
  ['storefront', 'prod', 'storefront'],
])('calls the team of %s in %s %s', (name, environment, team) => {
  expect(teamOf(name, environment)).toBe(team);
});

it('has a row where production differs', () => {
  const reviewed = reviewOf([
    stack('staging', {}),
    stack('prod', { pkce_required: false, grant_types: ['authorization_code'], refresh_token_rotation: 'STATIC' }),
  ]);
  expect(values(reviewed.parity)).toEqual([
    'grant_types staging=authorization_code, refresh_token prod=authorization_code',
    'pkce_required staging=true prod=false',
    'refresh_token_rotation staging=ROTATE prod=no refresh tokens',
  ]);
  expect(reviewed.findings.filter(({ rule }) => rule.startsWith('parity/'))).toEqual(
    ['grant_types', 'pkce_required', 'refresh_token_rotation'].map((prop): unknown =>
      expect.objectContaining({ prop, severity: 'info', environment: 'prod', address: 'okta_app_oauth.web' }),
    ),
  );
});

it('shows the others too when one of them differs', () => {
  const rows = reviewOf([stack('dev', { pkce_required: false }), stack('staging', {}), stack('prod', {})]).parity;
  expect(values(rows)).toEqual(['pkce_required dev=false staging=true prod=true']);
});

it.each([
  ['nothing differs', [stack('staging', {}), stack('prod', {})]],
  [
    'only the order differs',
    [stack('staging', { grant_types: ['refresh_token', 'authorization_code'] }), stack('prod', {})],
  ],
  ['only other environments differ', [stack('dev', { pkce_required: false }), stack('staging', {})]],
  ['no environment changes the app', [stack('staging', {}, {}), stack('prod', { pkce_required: false }, {})]],
  ['the app is in production only', [stack('prod', { pkce_required: false })]],
  [
    'the apps are of two teams',
    [{ ...stack('staging', {}), stack: 'billing-staging' }, stack('prod', { pkce_required: false })],
  ],
])('has no row when %s', (_title, stacks) => {
  expect(reviewOf(stacks).parity).toEqual([]);
});

it('takes what was not planned from the code', () => {
  const document = (pkce_required: unknown) => ({ resource: { okta_app_oauth: { web: { pkce_required } } } });
  const unplanned = (pkce: unknown) => ({
    stack: 'storefront-staging',
    environment: 'staging',
    production: false,
    synthesized: { before: document(pkce), after: document(pkce) },
  });
  expect(values(reviewOf([unplanned(false), stack('prod', {})]).parity)).toEqual([
    'pkce_required staging=false prod=true',
  ]);
  expect(reviewOf([unplanned('${var.pkce}'), stack('prod', {})]).parity).toEqual([]);
});
