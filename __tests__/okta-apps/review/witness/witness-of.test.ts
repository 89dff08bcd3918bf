import { renderJson } from '../../../../okta-apps/review/render/json';
import { renderMarkdown } from '../../../../okta-apps/review/render/markdown';
import { renderText } from '../../../../okta-apps/review/render/text';
import type { About, Exchange, Exchanges, NotAsked } from '../../../../okta-apps/shared/exchanges';
import { appChange, newApp, rawPlan, type RawChange } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';

const addresses = ['okta_app_oauth.web', 'okta_app_group_assignments.web'];
const REFUSED = { accepted: false, says: 'invalid_request: no' };
const ACCEPTED = { accepted: true, says: 'the app gets tokens' };

const starts = (about: readonly About[], request = 'GET /a'): Exchange => ({
  addresses,
  about,
  request,
  before: REFUSED,
  after: ACCEPTED,
});
const stops = (about: readonly About[], request = 'GET /b'): Exchange => ({
  ...starts(about, request),
  before: ACCEPTED,
  after: REFUSED,
});

function reviewed(
  change: RawChange,
  differing: readonly Exchange[],
  notAsked: readonly NotAsked[] = [],
  more: object = {},
) {
  const exchanges: Exchanges = { sent: 7, differing, notAsked };
  return reviewOf([stackOf(rawPlan([change]), { exchanges })], more);
}

/** What is said about requests. */
const saidBy = ({ findings }: ReturnType<typeof reviewed>) =>
  findings
    .filter(({ rule }) => rule.startsWith('witness/'))
    .map(({ severity, message, notes = [] }) => [`${severity}: ${message}`, ...notes].join(' | '));

const PKCE = appChange({}, { pkce_required: false });

test('a finding has the request that shows it, in its direction', () => {
  const about = [{ attribute: 'pkce_required' }];
  const made = reviewed(PKCE, [stops(about), starts(about)]);
  expect(made.requests).toEqual({
    sent: 7,
    shown: [
      {
        stack: 'storefront-prod',
        environment: 'prod',
        address: 'okta_app_oauth.web',
        app: 'Storefront',
        rules: ['pkce/off'],
        request: 'GET /a',
        before: REFUSED,
        after: ACCEPTED,
      },
    ],
  });
  expect(saidBy(made)).toEqual([
    'high: request must be answered as before, got "GET /b"; read the change of the app, and report the request to the maintainers of the review [witness/request-without-finding] | it was accepted, and is refused now',
  ]);
  expect(made.notLookedAt.map(({ rule }) => rule)).toEqual(['witness/request-without-finding']);
});

test('of several requests, the one that is about nothing else shows it', () => {
  const both = [{ attribute: 'pkce_required' }, { attribute: 'consent_method' }];
  const made = reviewed(PKCE, [starts(both, 'GET /both'), starts(both.slice(0, 1), 'GET /one')]);
  expect(made.requests?.shown.map(({ request }) => request)).toEqual(['GET /one']);
  expect(saidBy(made)).toEqual([]);
});

test('a finding about one URI is not shown by a request for another one', () => {
  const change = appChange({}, { redirect_uris: ['https://shop.acme.com/cb', 'https://a.test/', 'https://b.test/'] });
  const made = reviewed(change, [starts([{ attribute: 'redirect_uris', value: 'https://a.test/' }])]);
  expect(made.requests?.shown).toHaveLength(1);
  expect(saidBy(made)).toEqual([
    'info: request must start to work, got "redirect-uri/new-domain"; check which other setting makes the difference [witness/not-shown]',
  ]);
});

test('what no request was sent for is not looked at, with the reason, and once', () => {
  const reason = { addresses, about: { attribute: 'pkce_required' }, why: 'the app is a stone' };
  const cut = { addresses: [], why: 'the head could not be applied' };
  const made = reviewed(PKCE, [], [reason, cut]);
  expect(saidBy(made)).toEqual([
    'info: request must be sent to base and head, got ["app"]; read the findings about the app [witness/not-asked] | the head could not be applied',
    'info: request must be sent to base and head, got ["pkce_required"]; read the findings about the app [witness/not-asked] | the app is a stone',
  ]);
  expect(made.notLookedAt).toHaveLength(2);
});

test('a new app is shown by one request, outside production too, where it is no finding', () => {
  const exchange = starts([{ attribute: 'app' }]);
  expect(reviewed(newApp(), [exchange]).requests?.shown.map(({ rules }) => rules)).toEqual([
    ['app/created-on-new-host'],
  ]);
  const dev = reviewOf([
    stackOf(rawPlan([newApp()]), {
      stack: 'storefront-dev',
      environment: 'dev',
      production: false,
      exchanges: { sent: 1, differing: [exchange], notAsked: [] },
    }),
  ]);
  expect(saidBy(dev)).toEqual([]);
});

test('without requests nothing is said of them, and with equal answers that is said', () => {
  expect(reviewOf([stackOf(rawPlan([PKCE]))])).not.toHaveProperty('requests');
  const none = reviewed(appChange({}, { label: 'Shop' }), []);
  expect(none.requests).toEqual({ sent: 7, shown: [] });
  expect(renderText(none)).toContain(
    '\nShown by requests: none is answered differently, of 7 that were sent to base and\n  head\n',
  );
});

test('a secret of the environment is in no output', () => {
  const secret = 'canary-in-a-request-4711';
  const says = `invalid_client: ${secret}`;
  const exchange = {
    ...starts([{ attribute: 'pkce_required' }], `GET /x?s=${secret}`),
    before: { accepted: false, says },
  };
  const made = reviewed(PKCE, [exchange], [{ addresses, why: secret }], { secrets: [secret] });
  for (const text of [renderText(made), renderMarkdown(made), renderJson(made)]) {
    expect(text).not.toContain(secret);
    expect(text).toContain('(sensitive)');
  }
});
